/** Where a text stops being JSON, from 1; null: it is JSON. */
export type JsonFault = { readonly line: number; readonly column: number };

export function jsonFault(text: string): JsonFault | null {
  const end = scan(text, skipBlanks(text, 0));
  const at = 'fault' in end ? end.fault : skipBlanks(text, end.next);
  if (!('fault' in end) && at === text.length) return null;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The same document with a line for each member: names, their order, and numbers stay as they are spelled. */
export function indentedJson(text: string): string {
  if (jsonFault(text) !== null) return text;
  let depth = 0;
  let out = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (token === '}' || token === ']') depth -= 1;
    if (isClosing(token) && !isOpening(out.at(-1))) out += newLine(depth);
    else if (isOpening(out.at(-1)) && !isClosing(token)) out += newLine(depth);
    else if (out.at(-1) === ',') out += newLine(depth);
    out += token === ':' ? ': ' : token;
    if (isOpening(token)) depth += 1;
  }
  return out;
}

function isOpening(sign: string | undefined): boolean {
  return sign === '{' || sign === '[';
}

function isClosing(sign: string): boolean {
  return sign === '}' || sign === ']';
}

function newLine(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

type End = { readonly next: number } | { readonly fault: number };

/** Without recursion, so that deep documents are no problem. `at`: where a value begins. */
function scan(text: string, at: number): End {
  const open: ('{' | '[')[] = [];
  let place = at;
  for (;;) {
    // A value begins here.
    const sign = text[place];
    if (sign === '{' || sign === '[') {
      const inside = skipBlanks(text, place + 1);
      if (text[inside] === (sign === '{' ? '}' : ']')) place = inside + 1;
      else {
        open.push(sign);
        const value = sign === '{' ? afterName(text, inside) : { next: inside };
        if ('fault' in value) return value;
        place = value.next;
        continue;
      }
    } else {
      const end = literalEnd(text, place);
      if ('fault' in end) return end;
      place = end.next;
    }
    // A value has ended here.
    for (;;) {
      const inner = open.at(-1);
      if (inner === undefined) return { next: place };
      place = skipBlanks(text, place);
      if (text[place] === ',') break;
      if (text[place] !== (inner === '{' ? '}' : ']')) return { fault: place };
      open.pop();
      place += 1;
    }
    const following = skipBlanks(text, place + 1);
    const value = open.at(-1) === '{' ? afterName(text, following) : { next: following };
    if ('fault' in value) return value;
    place = value.next;
  }
}

/** Past `"name":`. */
function afterName(text: string, at: number): End {
  if (text[at] !== '"') return { fault: at };
  const name = literalEnd(text, at);
  if ('fault' in name) return name;
  const colon = skipBlanks(text, name.next);
  return text[colon] === ':' ? { next: skipBlanks(text, colon + 1) } : { fault: colon };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON may hold none
const stringStart = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const otherLiteral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b/y;

function literalEnd(text: string, at: number): End {
  const pattern = text[at] === '"' ? stringStart : otherLiteral;
  pattern.lastIndex = at;
  if (!pattern.test(text)) return { fault: at };
  if (pattern === otherLiteral) return { next: pattern.lastIndex };
  return text[pattern.lastIndex] === '"' ? { next: pattern.lastIndex + 1 } : { fault: pattern.lastIndex };
}

function skipBlanks(text: string, at: number): number {
  let place = at;
  while (' \t\n\r'.includes(text[place] ?? 'x')) place += 1;
  return place;
}
