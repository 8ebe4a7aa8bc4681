// A file that is larger than the server takes is not even sent: the field says so and lets it go.

export function startUploads(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[type=file][data-limit]")) {
    const notice = document.getElementById(`${input.id}_too_large`);
    if (!notice) continue;
    input.addEventListener("change", () => {
      const isTooLarge = [...(input.files ?? [])].some((file) => file.size > Number(input.dataset.limit));
      notice.hidden = !isTooLarge;
      if (isTooLarge) input.value = "";
    });
  }
}
