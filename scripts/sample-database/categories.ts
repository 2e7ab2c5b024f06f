const styles = ['novel', 'crime', 'speculative', 'children', 'knowledge', 'cookery', 'verse'] as const;
export type Style = (typeof styles)[number];

export type Category = {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly slug: string;
  /** How its books are titled; null: no book is filed here, only below. */
  readonly style: Style | null;
  /** What a book of this category may be about. */
  readonly subjects: readonly string[];
};

/** Depth by indentation; `name | style | subjects`. */
const tree = `
Fiction
  Literary fiction | novel
    Short stories | novel
    Classics | novel
    Translated fiction | novel
  Historical fiction | novel
  Crime and thriller | crime
    Cosy crime | crime
    Nordic noir | crime
  Science fiction and fantasy | speculative
    Science fiction | speculative
    Fantasy | speculative
  Romance | novel
Poetry and drama
  Poetry | verse
  Plays | verse
Children
  Picture books | children
  Ages 6 to 9 | children
  Young adult | children
Non-fiction
  History
    Ancient history | knowledge | Carthage, the Etruscans, Roman Roads, the Bronze Age, Athens
    Modern history | knowledge | the Railways, the Cold War, Tea, the Hanseatic League, Shipwrecks
  Science
    Physics | knowledge | Gravity, Light, Time, Uncertainty, Magnetism
    Biology | knowledge | Moss, Whales, the Cell, Bees, Fungi, Owls
    Mathematics | knowledge | Prime Numbers, Infinity, Knots, Probability, Symmetry
  Computing
    Databases | knowledge | Relational Databases, SQL, Transactions, Data Modelling, Foreign Keys
    Programming | knowledge | TypeScript, Functional Programming, Compilers, Testing, Concurrency
  Travel | knowledge | Patagonia, the Scottish Isles, Lapland, Trieste, the Silk Road
  Nature | knowledge | Hedgerows, Rivers, Weather, Tides, Oak Trees
  Art and design | knowledge | Typography, Ceramics, Colour, Bridges, Woodcuts
  Music | knowledge | the Fugue, Jazz, the Violin, Silence, Folk Songs
  Biography | knowledge | a Lighthouse Keeper, a Cartographer, a Printer, a Clockmaker, a Botanist
Food and drink
  Baking | cookery | Sourdough, Pastry, Rye, Biscuits, Cakes
  Vegetables | cookery | Vegetables, Pulses, Roots, Greens, Tomatoes
  World cooking | cookery | Lisbon, Naples, Kyoto, Oaxaca, Beirut
`;

export const categories: readonly Category[] = readTree(tree);

function readTree(text: string): readonly Category[] {
  const path: number[] = [];
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const depth = (line.length - line.trimStart().length) / 2;
      const [name = '', style, subjects] = line.split('|').map((part) => part.trim());
      path.length = depth;
      path.push(index + 1);
      return {
        id: index + 1,
        parentId: path[depth - 1] ?? null,
        name,
        slug: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
        style: styles.find((known) => known === style) ?? null,
        subjects: subjects === undefined ? [] : subjects.split(', '),
      };
    });
}
