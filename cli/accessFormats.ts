export const accessFormats = ["text", "markdown", "json", "html", "sarif"] as const;

export type AccessFormat = (typeof accessFormats)[number];
