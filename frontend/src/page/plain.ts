// Where htmx could not do what was asked for, the form or link does it the plain way: the answer is a page that says what
// is wrong, and the server keeps what was typed when the session has ended. Without a line nothing is lost either.
interface Failed {
  elt: Element;
  requestConfig: { parameters: Record<string, unknown> };
}

export function startPlainWay(): void {
  document.addEventListener("htmx:responseError", (event) => goPlain((event as CustomEvent<Failed>).detail));
  document.addEventListener("htmx:sendError", (event) => tellOfLine(event, false));
  document.addEventListener("htmx:afterOnLoad", (event) => tellOfLine(event, true));
}

function goPlain({ elt, requestConfig }: Failed): void {
  if (!elt.closest("[data-falls-back]")) return;
  if (elt instanceof HTMLAnchorElement) location.assign(elt.href);
  if (!(elt instanceof HTMLFormElement)) return;
  // The button that was pressed is not sent by submit(): its name and value go along as a field.
  for (const [name, value] of Object.entries(requestConfig.parameters)) {
    if (elt.querySelector(`[name="${CSS.escape(name)}"]:not(button)`)) continue;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = String(value);
    elt.append(field);
  }
  elt.submit();
}

function tellOfLine(event: Event, works: boolean): void {
  const place = (event.target as Element).closest("[data-falls-back]");
  const notice = place?.querySelector<HTMLElement>("[data-line-broken]");
  if (notice) notice.hidden = works;
}
