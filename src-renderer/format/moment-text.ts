const leadingDate = /^\d{4}-\d{2}-\d{2}(?!\d)/;

/** The date a text begins with, as a calendar takes it; null: it begins with none. */
export function dateOf(text: string): string | null {
  return leadingDate.exec(text.trim())?.[0] ?? null;
}

/** The same text with another date: its time, fraction and zone stay as they are. */
export function withDate(text: string, date: string, hasTime: boolean): string {
  if (dateOf(text) !== null) return text.trim().replace(leadingDate, date);
  return hasTime ? `${date} 00:00:00` : date;
}
