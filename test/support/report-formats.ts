import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { SaxesParser } from 'saxes';

const schemaFile = new URL('../data/sarif/sarif-schema-2.1.0.json', import.meta.url);
let validate: ValidateFunction | null = null;

/** What the schema of SARIF 2.1.0 says against a text; []: nothing. */
export function sarifProblems(text: string): readonly string[] {
  validate ??= sarifSchema();
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** It is of draft 4, whose `id` Ajv no longer knows, and its patterns are none of those that the flag u takes. */
function sarifSchema(): ValidateFunction {
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  return ajv.compile(schema);
}

type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
};

/** The parts of a JUnit report: which elements one may hold, and which attributes it must and may have. https://github.com/testmoapp/junitxml */
const parts: Readonly<
  Record<
    string,
    { readonly holds: readonly string[]; readonly must: readonly string[]; readonly may: readonly string[] }
  >
> = {
  testsuites: {
    holds: ['testsuite'],
    must: ['tests', 'failures', 'errors'],
    may: ['name', 'time', 'skipped', 'timestamp', 'assertions'],
  },
  testsuite: {
    holds: ['properties', 'testcase', 'system-out', 'system-err'],
    must: ['name', 'tests', 'failures', 'errors'],
    may: ['skipped', 'time', 'timestamp', 'assertions', 'file', 'hostname', 'id', 'package'],
  },
  testcase: {
    holds: ['skipped', 'failure', 'error', 'system-out', 'system-err', 'properties'],
    must: ['name', 'classname'],
    may: ['time', 'assertions', 'file', 'line'],
  },
  failure: { holds: [], must: ['type', 'message'], may: [] },
  'system-out': { holds: [], must: [], may: [] },
};

/** What is against a text as a JUnit report, and its cases. Throws where it is no well-formed XML. */
export function readJunit(text: string) {
  const root = parseXml(text);
  const problems = root.name === 'testsuites' ? problemsOf(root) : [`The root is ${root.name}.`];
  const cases = root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
  const names = new Set(cases.map(({ attributes }) => `${attributes.classname}\n${attributes.name}`));
  if (names.size !== cases.length) problems.push('Two cases have the same name.');
  return { problems, cases };
}

function problemsOf(element: Element): string[] {
  const { name, attributes, children } = element;
  const part = parts[name];
  if (part === undefined) return [`There is no ${name}.`];
  const given = Object.keys(attributes);
  const places = children.map((child) => part.holds.indexOf(child.name));
  return [
    ...part.must.filter((one) => !given.includes(one)).map((one) => `${name} has no ${one}.`),
    ...given
      .filter((one) => ![...part.must, ...part.may].includes(one))
      .map((one) => `${name} has ${one}, which is no attribute of it.`),
    ...(places.includes(-1) ? [`${name} holds what it may not.`] : []),
    ...(name === 'testcase' && places.some((place, at) => place < (places[at - 1] ?? 0))
      ? [`${name} holds its parts in the wrong order.`]
      : []),
    ...(part.holds.length > 0 && element.text.trim() !== '' ? [`${name} holds text.`] : []),
    ...countsOf(element),
    ...children.flatMap(problemsOf),
  ];
}

/** What a suite counts is what it holds. */
function countsOf(element: Element): string[] {
  if (element.attributes.tests === undefined) return [];
  const cases = below(element).filter(({ name }) => name === 'testcase');
  const holding = (part: string) =>
    cases.filter(({ children }) => children.some(({ name }) => name === part)).length;
  const counts = {
    tests: cases.length,
    failures: holding('failure'),
    errors: holding('error'),
    skipped: holding('skipped'),
  };
  return Object.entries(counts).flatMap(([name, count]) => {
    const said = element.attributes[name];
    return said === undefined || said === String(count)
      ? []
      : [`${element.name} says ${said} ${name}, and holds ${count}.`];
  });
}

const below = (element: Element): readonly Element[] =>
  element.children.flatMap((child) => [child, ...below(child)]);

/** The parser throws at what is not well-formed, and at characters that XML forbids. */
function parseXml(text: string): Element {
  type Open = { name: string; attributes: Record<string, string>; children: Open[]; text: string };
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (part) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  const [root] = top.children;
  if (root === undefined) throw new Error('There is no element.');
  return root;
}
