// How many characters a line has, where it has a limit: shown near the limit and past it. Not by the focus: what comes and
// goes with it would move the button that is being pressed.
const NEAR = 0.8;

export function startCounting(): void {
  for (const happening of ["focusin", "input"]) document.addEventListener(happening, (event) => count(event));
}

function count(event: Event): void {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement)) return;
  const line = field.nextElementSibling;
  if (!(line instanceof HTMLElement) || !line.dataset.limit) return;
  const limit = Number(line.dataset.limit);
  const length = [...field.value.trim()].length;
  line.hidden = length <= limit * NEAR;
  line.classList.toggle("is-over", length > limit);
  const number = line.querySelector("span");
  if (number) number.textContent = String(length);
}
