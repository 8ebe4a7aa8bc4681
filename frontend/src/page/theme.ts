// Light, dark, or like the system. The server writes the choice on <html> from the cookie, so nothing flashes and this
// script need not run before the page is shown; it changes the page in place and keeps the choice for the next one.
const YEAR = 60 * 60 * 24 * 365;

export function startThemeSwitch(): void {
  const controls = document.querySelector<HTMLElement>("[data-theme-switch]");
  if (!controls) return;
  controls.hidden = false;
  controls.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) choose(event.target.value);
  });
}

function choose(theme: string): void {
  if (theme) document.documentElement.dataset.bsTheme = theme;
  else delete document.documentElement.dataset.bsTheme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${theme ? YEAR : 0}; SameSite=Lax${secure}`;
}
