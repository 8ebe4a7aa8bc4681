// Loaded on every page. htmx under a strict Content-Security-Policy: nothing is evaluated, nothing is styled inline.
import htmx from "htmx.org";
import { startAutosave } from "./saving/autosave";
import { startMenus } from "./page/menu";
import { startKeepingForms } from "./page/openforms";
import { startCounting } from "./page/count";
import { startFinding } from "./page/find";
import { tellPasskeyTrouble } from "./page/passkey";
import { startMinutes } from "./meetings/minutes";
import { startPlainWay } from "./page/plain";
import { startSeen } from "./page/seen";
import { startThemeSwitch } from "./page/theme";
import { startUploads } from "./page/upload";
import { setClocks } from "./saving/status";
import { showUnsaved } from "./saving/unsaved";
import { startWorksheet } from "./meetings/worksheet";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
// Not "style": a field that was made larger by hand has one, and copying it to the new element is refused by the policy.
htmx.config.attributesToSettle = ["class"];
// The page behind "back" is asked for again: a copy kept in the browser could show an answer as it was before it was saved.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
window.htmx = htmx;

startThemeSwitch();
startMenus();
startAutosave();
void showUnsaved();
setClocks();
startPlainWay();
startSeen();
startUploads();
startKeepingForms();
tellPasskeyTrouble();
startMinutes();
startWorksheet();
startFinding();
startCounting();
