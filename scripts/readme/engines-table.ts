import type { DialectInfo, EffectiveAction } from '../../src-main/model/dialect-info.ts';
import type { ReferentialAction } from '../../src-main/model/relation.ts';

const words: Readonly<Record<ReferentialAction | 'unsupported', string>> = {
  cascade: 'CASCADE',
  restrict: 'RESTRICT',
  noAction: 'NO ACTION',
  setNull: 'SET NULL',
  setDefault: 'SET DEFAULT',
  unsupported: 'not offered',
};

/** What each declared referential action does, by engine and by who keeps the relation, as a table of Markdown. */
export function enginesTable(infos: readonly DialectInfo[]): string {
  const declared = infos[0]?.actions.prisma.map(({ action }) => action) ?? [];
  const heads = ['Engine', 'Connect by', 'Relations kept by', ...declared.map((action) => words[action])];
  const rows = infos.flatMap(({ label, schemes, actions }) => {
    const urls = schemes.map((scheme) => `\`${scheme}:\``).join(', ');
    return [
      [label, urls, 'the database', ...declared.map((action) => effect(actions.foreignKeys, action))],
      ['', '', 'Referee', ...declared.map((action) => effect(actions.prisma, action))],
    ];
  });
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The README with its table as it should be; it stands between two comments. */
export function withEnginesTable(readme: string, infos: readonly DialectInfo[]): string {
  const between = /(<!-- engines -->\n)[\s\S]*?(\n<!-- \/engines -->)/;
  if (!between.test(readme)) throw new Error('README.md has no place for the engines: <!-- engines -->.');
  return readme.replace(between, (_, start, end) => `${start}${enginesTable(infos)}${end}`);
}

function effect(actions: readonly EffectiveAction[], declared: ReferentialAction): string {
  const found = actions.find(({ action }) => action === declared);
  if (found === undefined || (found.onDelete === declared && found.onUpdate === declared)) return 'yes';
  return `acts as ${words[found.onDelete]}`.replace('acts as not offered', 'not offered');
}
