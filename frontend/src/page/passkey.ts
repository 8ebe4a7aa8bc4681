// allauth's script talks to the browser about passkeys. What it could not do is told beside the button.
export function tellPasskeyTrouble(): void {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const line of document.querySelectorAll<HTMLElement>("[data-passkey-problem]")) line.hidden = false;
  });
}
