/** What the schema library says of an input that does not fit, as far as it is used here. */
type Issue = {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
  readonly kind?: unknown;
  readonly type?: unknown;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly input?: unknown;
  readonly issues?: readonly Issue[] | undefined;
};

type Found = { readonly field: string; readonly issue: Issue };

/** One sentence that names the field and says what is wrong with it. */
export function inputProblem(issues: readonly Issue[]): string {
  const found = issues.flatMap((issue) => alternatives(issue, ''));
  const wrong = found.filter(({ issue }) => !isMissing(issue) && !isUnknown(issue));
  const deepest = (wrong.length > 0 ? wrong : found).toSorted((a, b) => depth(b) - depth(a));
  const first = deepest[0];
  if (first === undefined) return 'the parameters do not fit.';
  const level = deepest.filter((other) => depth(other) === depth(first));
  const missing = level.filter(({ issue }) => isMissing(issue)).map(({ field }) => `"${field}"`);
  if (missing.length > 0 && isMissing(first.issue)) {
    return missing.length === 1
      ? `${missing[0]} is missing.`
      : `one of ${[...new Set(missing)].join(', ')} is missing.`;
  }
  return sentence(first);
}

/** A union reports its branches below itself: what counts is what is wrong inside them. */
function alternatives(issue: Issue, prefix: string): Found[] {
  const field = [prefix, ...(issue.path ?? []).map(pathKey)].filter((part) => part !== '').join('.');
  const inner = (issue.issues ?? []).flatMap((below) => alternatives(below, field));
  const telling = inner.filter((found) => found.field !== field);
  return telling.length > 0 ? telling : [{ field, issue }];
}

function sentence({ field, issue }: Found): string {
  const name = field === '' ? 'the parameters' : `"${field}"`;
  if (isUnknown(issue)) return `${name} is not known.`;
  if (typeof issue.expected !== 'string' || !issue.message.startsWith('Invalid')) {
    return `${name} ${issue.message}.`;
  }
  if (field === '') return `${name} must be an object, not ${kindOf(issue.input)}.`;
  const kind = kinds[issue.expected];
  // A value of a wrong kind may be a password: it is not repeated.
  return kind === undefined
    ? `${name} must be ${issue.expected}, not ${String(issue.received)}.`
    : `${name} must be ${kind}, not ${kindOf(issue.input)}.`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Object: 'an object',
  Array: 'a list',
};

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'string') return 'a text';
  if (typeof input === 'boolean') return String(input);
  return typeof input === 'number' ? 'a number' : 'an object';
}

function isMissing(issue: Issue): boolean {
  return issue.kind === 'schema' && issue.received === 'undefined' && issue.expected !== 'never';
}

function isUnknown(issue: Issue): boolean {
  return issue.kind === 'schema' && issue.expected === 'never';
}

function depth({ field }: Found): number {
  return field === '' ? 0 : field.split('.').length;
}

function pathKey(part: unknown): string {
  const key = typeof part === 'object' && part !== null && 'key' in part ? part.key : part;
  return String(key);
}
