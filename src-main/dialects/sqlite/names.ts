export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite compares names without regard to case, but of ASCII letters only; `toLowerCase` would fold more. */
export function foldName(name: string): string {
  return /^[ -~]*$/.test(name) ? name.toLowerCase() : name.replace(/[A-Z]+/g, (part) => part.toLowerCase());
}

export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
