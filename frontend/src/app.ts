// Loaded on every page. htmx under a strict Content-Security-Policy: nothing is evaluated, nothing is styled inline.
import htmx from "htmx.org";
import { startAutosave } from "./autosave";
import { startMenus } from "./menu";
import { startKeepingForms } from "./openforms";
import { tellPasskeyTrouble } from "./passkey";
import { startMinutes } from "./minutes";
import { startPlainWay } from "./plain";
import { startSeen } from "./seen";
import { startThemeSwitch } from "./theme";
import { startUploads } from "./upload";
import { setClocks } from "./status";
import { showUnsaved } from "./unsaved";
import { startWorksheet } from "./worksheet";

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
