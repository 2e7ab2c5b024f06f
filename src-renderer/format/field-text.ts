/** A text as a field of a page can hold it, and the way back to the text of the database. */
export type FieldText = { readonly shown: string; back(edited: string): string };

/**
 * A field knows one kind of line break, `\n`, and silently turns all others into it. Where all breaks of a text are `\r\n`,
 * the field's become that again; where they are mixed, `\r` has a sign of its own in the field.
 */
export function fieldText(text: string): FieldText {
  if (!text.includes('\r')) return { shown: text, back: (edited) => edited };
  if (!/\r(?!\n)|(?<!\r)\n/.test(text)) {
    return {
      shown: text.replaceAll('\r\n', '\n'),
      back: (edited) => edited.replaceAll(/\r?\n/g, '\r\n'),
    };
  }
  const sign = signs.find((each) => !text.includes(each)) ?? '↵';
  return { shown: text.replaceAll('\r', sign), back: (edited) => edited.replaceAll(sign, '\r') };
}

const signs = ['↵', '␍', '\ue00d'];
