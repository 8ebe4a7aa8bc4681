// Lets Node.js read our sources as esbuild does: modules without an ending, and yjs, which is not installed for tests: they
// have a copy of it that the build writes beside this file.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

registerHooks({
  resolve(name, context, next) {
    if (name === "yjs") return next(new URL("./yjs.mjs", import.meta.url).href, context);
    if (name.startsWith(".") && context.parentURL) {
      const source = new URL(`${name}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(name, context);
  },
});
