import type { NamePool } from './places.ts';
import type { Random } from './random.ts';

const words = (text: string) => text.trim().split(/\s+/);

const pools: Readonly<Record<NamePool, { given: readonly string[]; family: readonly string[] }>> = {
  english: {
    given:
      words(`Alice Amelia Arthur Beatrice Benjamin Charlotte Daniel Edith Eleanor Felix Florence George Grace
      Harriet Henry Imogen Isaac Jack Josephine Leo Louisa Lucy Martha Matilda Nathan Oliver Owen Phoebe Rosalind
      Rupert Sadie Samuel Sylvia Theo Thomas Violet Walter Winifred`),
    family:
      words(`Abbott Ainsworth Barlow Bennett Blackwood Carver Chapman Clarke Dawson Ellison Farrow Fletcher
      Garland Hargreaves Holloway Hughes Kerr Langley Lockhart Marsh Mercer Nolan Osborne Palmer Quinn Ramsey
      Redmond Sinclair Sutton Thorne Underwood Vaughan Wainwright Whitaker Winslow Yates`),
  },
  german: {
    given:
      words(`Anna Anton Clara Elias Emil Emma Felix Frieda Greta Hannah Ida Jakob Johann Jonas Karl Katharina
      Lena Leonie Lukas Magdalena Marie Matthias Moritz Paul Sophie Theresa`),
    family:
      words(`Albrecht Bauer Baumgartner Brandt Engel Fischer Fuchs Hofmann Huber Keller Köhler Krause Lang
      Lehmann Lindner Müller Neumann Pichler Reinhardt Richter Schäfer Steiner Vogel Weber Winkler Zimmermann`),
  },
  french: {
    given:
      words(`Adèle Antoine Camille Céline Chloé Clément Élise Étienne Gabriel Hélène Hugo Inès Jules Juliette
      Léa Louis Lucie Margaux Mathieu Nicolas Odile Pauline Rémi Simone Théo Zoé`),
    family:
      words(`Arnaud Bernard Blanchard Boucher Carpentier Chevalier Delacroix Dubois Fontaine Garnier Girard
      Lambert Laurent Lefèvre Leroy Marchand Mercier Moreau Perrin Renard Rousseau Vidal`),
  },
  iberian: {
    given:
      words(`Alba Álvaro Beatriz Carmen Catarina Clara Diego Elena Francisco Gonçalo Inés Irene Javier Joana
      Lucía Marta Mateo Miguel Nuno Pablo Pilar Rafael Sofía Tiago`),
    family: words(`Almeida Álvarez Barbosa Cardoso Castro Domínguez Fernández Ferreira Fonseca García Herrera
      Iglesias Lobo Marín Medina Moreira Navarro Ortega Pacheco Ramos Rivas Serrano Teixeira Vega`),
  },
  italian: {
    given: words(`Alessandro Anna Beatrice Bianca Caterina Chiara Davide Elisa Enrico Francesca Giacomo Giulia
      Lorenzo Luca Marco Matteo Paola Pietro Silvia Tommaso`),
    family:
      words(`Amato Barbieri Bellini Bianchi Caruso Colombo Conti Ferrari Fontana Gallo Greco Lombardi Mancini
      Marini Moretti Ricci Romano Rossi Santoro Valentini`),
  },
  nordic: {
    given:
      words(`Aino Anders Astrid Axel Birgit Eero Elin Erik Freja Henrik Ingrid Johan Kaisa Karin Lars Liv Maja
      Mikael Niels Oskar Saga Signe Sven Tove`),
    family:
      words(`Andersson Berg Björk Dahl Eklund Hansen Holm Jensen Johansson Karlsson Korhonen Laine Lindqvist
      Lund Møller Nieminen Nilsen Nyström Olsen Sandberg Strand Sørensen Virtanen Öberg`),
  },
  slavic: {
    given:
      words(`Adam Agnieszka Alena Barbora Ewa Filip Hana Jakub Jan Jana Julia Karel Katarzyna Lenka Maja Marek
      Michal Ondřej Piotr Tereza Tomasz Zuzana`),
    family:
      words(`Adamczyk Bartoš Černý Dvořák Gajda Horák Jelínek Kamiński Kaczmarek Kolář Kowalczyk Král Kubiak
      Lis Malý Mazur Nowak Novák Pawlak Sikora Urban Wójcik`),
  },
  dutch: {
    given:
      words(`Anouk Bram Daan Eva Femke Floor Hendrik Jasper Joost Lieke Lotte Maarten Noor Pieter Roos Sanne
      Sterre Tess Thijs Willem`),
    family:
      words(`Bakker Boer Bos Brouwer Dekker Dijkstra Hendriks Hoekstra Jansen Koning Kuipers Meijer Mulder
      Peters Postma Prins Smit Verhoeven Visser Vos`),
  },
};

export function personName(random: Random, pool: NamePool): string {
  const { given, family } = pools[pool];
  return `${random.pick(given)} ${random.pick(family)}`;
}

/** The part of an address before the @: plain letters and dots. */
export function mailName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '.');
}
