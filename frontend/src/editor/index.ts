// Loaded on pages with an answer in rich text.
export {};
