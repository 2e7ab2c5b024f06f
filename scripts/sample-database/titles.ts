import type { Category, Style } from './categories.ts';
import type { Random } from './random.ts';

const words = (text: string) => text.split(',').map((word) => word.trim());

const adjectives = words(
  'Silent, Crooked, Borrowed, Distant, Salt, Winter, Hollow, Last, Paper, Forgotten, Amber, Northern, Quiet, Broken, Glass, Burning, Patient, Second, Unwritten, Painted, Wandering, Iron, Pale, Restless, Drowned, Ordinary',
);
const nouns = words(
  'Orchard, Harbour, Lantern, Archive, Garden, River, Letter, Cartographer, Tide, House, Sparrow, Winter, Bridge, Island, Mirror, Clock, Forest, Daughter, Stranger, Library, Compass, Field, Violin, Ferry, Key, Season, Weather, Inheritance, Station, Meadow',
);
const things = words(
  'Ash, Salt, Small Hours, Long Grass, Rain, Other People, the Sea, Borrowed Light, Snow, the Interior, Good Intentions, Paper, Northern Light, Absence',
);
const crimes = words(
  'Death, Murder, A Body, Silence, Poison, An Alibi, The Witness, Blackmail, A Stranger, The Last Word',
);
const scenes = words(
  'the Old Mill, Platform Nine, St Agnes, the Boathouse, Fenwick Lane, the Glasshouse, Harrow Quay, the Winter Fair, Candlewick House, the Reading Room, Blackthorn Hall, the Night Ferry',
);
const worlds = words(
  'Orbit, Andromeda, the Ninth Gate, the Long Dark, Cinder, the Glass Moon, Tomorrow, the Hollow Crown, the Drift, Ganymede, the Last Signal, Embers',
);
const heroes = words(
  'Milo, Tilda, Captain Biscuit, Otto, Greta, Little Owl, Professor Pip, Wilma, Hedgehog, Bruno the Bear, Nell, Ziggy',
);
const adventures = words(
  'and the Missing Moon, Goes to Sea, and the Thunder Egg, Learns to Whistle, and the Very Long Night, Finds a Key, and the Snow Fox, Counts the Stars, and the Paper Boat, Builds a Bridge',
);
const companions = words(
  'A Short History, An Introduction, A Natural History, Notes from the Field, A User’s Guide',
);

type Pattern = (random: Random, subject: string) => string;

const patterns: Readonly<Record<Style, readonly Pattern[]>> = {
  novel: [
    (random) => `The ${random.pick(adjectives)} ${random.pick(nouns)}`,
    (random) => `A ${random.pick(nouns)} of ${random.pick(things)}`,
    (random) => `${random.pick(nouns)} and ${random.pick(nouns)}`,
    (random) => `What the ${random.pick(nouns)} Knew`,
    (random) => `Letters from the ${random.pick(adjectives)} ${random.pick(nouns)}`,
  ],
  crime: [
    (random) => `${random.pick(crimes)} at ${random.pick(scenes)}`,
    (random) => `The ${random.pick(nouns)} Murders`,
    (random) => `The ${random.pick(adjectives)} Witness`,
    (random) => `No ${random.pick(nouns)} for the Dead`,
  ],
  speculative: [
    (random) => `The ${random.pick(nouns)} of ${random.pick(worlds)}`,
    (random) => `Beyond ${random.pick(worlds)}`,
    (random) => `${random.pick(adjectives)} ${random.pick(nouns)}, ${random.pick(adjectives)} Stars`,
    (random) => `A ${random.pick(nouns)} for ${random.pick(worlds)}`,
  ],
  children: [
    (random) => `${random.pick(heroes)} ${random.pick(adventures)}`,
    (random) => `Goodnight, ${random.pick(adjectives)} ${random.pick(nouns)}`,
    (random) => `Where Is ${random.pick(heroes)}’s ${random.pick(nouns)}?`,
  ],
  knowledge: [
    (random, subject) => `${capital(subject)}: ${random.pick(companions)}`,
    (random, subject) => `The ${random.pick(adjectives)} Story of ${subject}`,
    (random, subject) => `${capital(subject)} and the ${random.pick(nouns)}`,
    (_random, subject) => `On ${subject}`,
    (random, subject) => `${capital(subject)} in ${random.between(7, 60)} Pictures`,
    (_random, subject) => `Understanding ${subject}`,
  ],
  cookery: [
    (random, subject) => `${subject}: ${random.between(40, 140)} Recipes`,
    (random, subject) => `The ${random.pick(adjectives)} ${subject} Kitchen`,
    (_random, subject) => `Simply ${subject}`,
    (random, subject) => `${subject} through the ${random.pick(['Year', 'Seasons', 'Week'])}`,
  ],
  verse: [
    (random) => `${random.pick(things)}: Poems`.replace(/^the/, 'The'),
    (random) => `${random.pick(adjectives)} ${random.pick(nouns)}`,
    (random) => `The ${random.pick(nouns)} Sequence`,
    (random) => `Songs for a ${random.pick(adjectives)} ${random.pick(nouns)}`,
  ],
};

const subtitles: Partial<Record<Style, readonly string[]>> = {
  novel: ['A novel', 'A novel in letters', 'Stories'],
  crime: ['An Inspector Marlowe mystery', 'A thriller', 'The second case'],
  speculative: ['Book one of the Cinder cycle', 'A novel', 'Book two of the Cinder cycle'],
  knowledge: ['Revised edition', 'With 120 illustrations', 'An essay'],
};

export function bookTitle(random: Random, category: Category): { title: string; subtitle: string | null } {
  const style = category.style ?? 'novel';
  const subject = category.subjects.length === 0 ? '' : random.pick(category.subjects);
  const known = subtitles[style];
  const title = random
    .pick(patterns[style])(random, subject)
    .replace(/\bA ([AEIO])/g, 'An $1');
  return { title, subtitle: known !== undefined && random.chance(0.25) ? random.pick(known) : null };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
