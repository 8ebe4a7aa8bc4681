// Builds static/dist from frontend/: npm ci && npm run build. The same sources give the same bytes.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as fontkit from "fontkit";
import * as sass from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "..", "static", "dist");
const dist = `${target}.${process.pid}`; // put in the place of the old one at the end, whole
const LICENCES = new Set(["MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "OFL-1.1", "MIT AND OFL-1.1"]);
const posix = (path) => path.split(sep).join("/");

mkdirSync(join(dist, "fonts", "print"), { recursive: true });

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none", // the licences are written to LICENCES.txt
  loader: { ".svg": "text" },
  metafile: true,
  logLevel: "warning",
};
const scripts = [
  await esbuild.build({ ...shared, entryPoints: ["src/app.ts"], format: "iife", outfile: join(dist, "app.js") }),
  await esbuild.build({ ...shared, entryPoints: ["src/editor/index.ts"], format: "esm", outfile: join(dist, "editor.js") }),
  await esbuild.build({ ...shared, entryPoints: ["src/comments/index.ts"], format: "esm", outfile: join(dist, "comments.js") }),
];

// Tests run without an installation: they get as files yjs (tests/frontend/setup.mjs) and the client that is not ours.
const bundled = {
  [join("frontend", "yjs.mjs")]: 'export * from "yjs";',
  [join("coediting", "y-websocket.mjs")]: 'export { WebsocketProvider } from "y-websocket"; export * as Y from "yjs";',
};
for (const [file, contents] of Object.entries(bundled)) {
  await esbuild.build({ ...shared, stdin: { contents, resolveDir: here }, format: "esm", outfile: join(here, "..", "tests", file) });
}

// Bootstrap 5.3 still speaks the older Sass; its own warnings say nothing about our files.
const css = sass.compile(join(here, "scss", "app.scss"), {
  loadPaths: [join(here, "scss"), modules],
  style: "compressed",
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
}).css;
const prefixed = await esbuild.transform(css, { loader: "css", minify: true, target: shared.target, charset: "utf8", legalComments: "none" });
writeFileSync(join(dist, "app.css"), prefixed.code);

// The fonts are the files the style sheet names, taken from whichever @fontsource package has them.
const fontsource = existsSync(join(modules, "@fontsource")) ? readdirSync(join(modules, "@fontsource")).sort() : [];
const fontPackages = new Set();
for (const name of new Set([...css.matchAll(/fonts\/([\w.-]+\.woff2)/g)].map((match) => match[1]))) {
  const owner = fontsource.find((family) => existsSync(join(modules, "@fontsource", family, "files", name)));
  if (!owner) throw new Error(`app.css names the font ${name}, which no installed @fontsource package has`);
  fontPackages.add(`@fontsource/${owner}`);
  copyFileSync(join(modules, "@fontsource", owner, "files", name), join(dist, "fonts", name));
}

// The faces of the PDF (static/css/faces.css): Source whole, one file a face, as its licence has a reserved name; of Noto the
// Latin letters with the marks on them, which have to come from the file of their letter, and the currencies.
// No TrueType as WOFF2: WeasyPrint takes ten times as long to unpack it as CFF, or WOFF.
const STYLES = {
  Regular: ["400-normal", "400Regular"],
  It: ["400-italic", "400Regular_Italic"],
  Semibold: ["600-normal", "600SemiBold"],
  SemiboldIt: ["600-italic", "600SemiBold_Italic"],
};
const OF_NOTO = /[\p{Script=Latin}\u1D26-\u1D2B\p{Script=Inherited}\p{Sc}\p{Lm}\p{Sk}]/u;
const SOURCES = { serif: ["source-serif", "SourceSerif4SmText"], sans: ["source-sans", "SourceSans3"] };
const printed = (name) => join(dist, "fonts", "print", name);
for (const [kind, [owner, family]] of Object.entries(SOURCES)) {
  for (const [name, [style, full]] of Object.entries(STYLES)) {
    copyFileSync(join(modules, owner, "WOFF2", "OTF", `${family}-${name}.otf.woff2`), printed(`${owner}-${style}.woff2`));
    const title = `Noto${kind[0].toUpperCase()}${kind.slice(1)}_${full}`;
    const noto = readFileSync(join(modules, "@expo-google-fonts", `noto-${kind}`, full, `${title}.ttf`));
    const letters = fontkit.create(noto).characterSet.map((code) => String.fromCodePoint(code));
    const kept = letters.filter((letter) => letter === "\u00a0" || OF_NOTO.test(letter));
    writeFileSync(printed(`noto-${kind}-${style}.woff`), await subsetFont(noto, ` ${kept.join("")}`, { targetFormat: "woff", noHinting: true }));
  }
  fontPackages.add(owner).add(`@expo-google-fonts/noto-${kind}`);
}
for (const weight of [400, 700]) {
  const name = `noto-naskh-arabic-arabic-${weight}-normal.woff`;
  copyFileSync(join(modules, "@fontsource", "noto-naskh-arabic", "files", name), printed(`noto-naskh-${weight}-normal.woff`));
}

// What the bundles are made of, with the licences their authors ask to be passed on.
const packages = new Set(["bootstrap", ...fontPackages]);
for (const { metafile } of scripts) {
  for (const input of Object.keys(metafile.inputs)) {
    const inside = input.split("node_modules/").pop();
    if (inside !== input) packages.add(inside.split("/").slice(0, inside.startsWith("@") ? 2 : 1).join("/"));
  }
}
const notices = [...packages].sort().map((name) => {
  const folder = join(modules, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!LICENCES.has(license)) throw new Error(`${name} has the licence ${license}, which we do not ship`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
});
writeFileSync(join(dist, "LICENCES.txt"), notices.join(`\n${"-".repeat(78)}\n\n`));

// tests/test_frontend.py computes the same list and fails when the sources have changed since this build.
const files = (folder) =>
  readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
const sources = ["package.json", "package-lock.json", "tsconfig.json", "build.mjs"].map((name) => join(here, name));
const hashes = [...sources, ...files(join(here, "src")), ...files(join(here, "scss"))]
  .map((path) => [posix(relative(here, path)), createHash("sha256").update(readFileSync(path)).digest("hex")])
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([path, hash]) => `${hash}  ${path}\n`);
writeFileSync(join(dist, "SOURCES.sha256"), hashes.join(""));

rmSync(target, { recursive: true, force: true });
renameSync(dist, target);
for (const path of ["app.js", "comments.js", "editor.js", "app.css"].map((name) => join(target, name))) {
  const bytes = readFileSync(path);
  console.log(`${basename(path)}: ${(bytes.length / 1000).toFixed(1)} kB, ${(gzipSync(bytes).length / 1000).toFixed(1)} kB gzip`);
}
