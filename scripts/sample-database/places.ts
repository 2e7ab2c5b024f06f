/** The names people bear, by the part of the world a country belongs to. */
export type NamePool =
  | 'english'
  | 'german'
  | 'french'
  | 'iberian'
  | 'italian'
  | 'nordic'
  | 'slavic'
  | 'dutch';

type Country = {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly names: NamePool;
  readonly cities: readonly string[];
};

const countryLines: readonly [string, string, string, NamePool, string][] = [
  [
    'GB',
    'United Kingdom',
    'GBP',
    'english',
    'London Edinburgh Bristol Manchester Oxford Cardiff Norwich Leeds',
  ],
  ['IE', 'Ireland', 'EUR', 'english', 'Dublin Cork Galway'],
  ['US', 'United States', 'USD', 'english', 'Boston Chicago Seattle Portland Denver Austin'],
  ['CA', 'Canada', 'CAD', 'english', 'Toronto Vancouver Halifax'],
  ['AU', 'Australia', 'AUD', 'english', 'Melbourne Sydney Hobart'],
  ['DE', 'Germany', 'EUR', 'german', 'Berlin Hamburg München Köln Leipzig Freiburg'],
  ['AT', 'Austria', 'EUR', 'german', 'Wien Graz Salzburg'],
  ['CH', 'Switzerland', 'CHF', 'german', 'Zürich Basel Bern'],
  ['FR', 'France', 'EUR', 'french', 'Paris Lyon Nantes Bordeaux Lille'],
  ['BE', 'Belgium', 'EUR', 'french', 'Bruxelles Liège Namur'],
  ['ES', 'Spain', 'EUR', 'iberian', 'Madrid Barcelona Sevilla Valencia'],
  ['PT', 'Portugal', 'EUR', 'iberian', 'Lisboa Porto Coimbra'],
  ['IT', 'Italy', 'EUR', 'italian', 'Roma Milano Torino Bologna'],
  ['NL', 'Netherlands', 'EUR', 'dutch', 'Amsterdam Utrecht Groningen'],
  ['DK', 'Denmark', 'DKK', 'nordic', 'København Aarhus'],
  ['SE', 'Sweden', 'SEK', 'nordic', 'Stockholm Göteborg Uppsala'],
  ['NO', 'Norway', 'NOK', 'nordic', 'Oslo Bergen'],
  ['FI', 'Finland', 'EUR', 'nordic', 'Helsinki Turku'],
  ['PL', 'Poland', 'PLN', 'slavic', 'Warszawa Kraków Gdańsk'],
  ['CZ', 'Czechia', 'CZK', 'slavic', 'Praha Brno'],
];

export const countries: readonly Country[] = countryLines.map(([code, name, currency, names, cities]) => ({
  code,
  name,
  currency,
  names,
  cities: cities.split(' '),
}));

export type City = {
  readonly id: number;
  readonly country: string;
  readonly name: string;
  readonly names: NamePool;
};

export const cities: readonly City[] = countries
  .flatMap((country) => country.cities.map((name) => ({ country: country.code, name, names: country.names })))
  .map((city, index) => ({ id: index + 1, ...city }));
