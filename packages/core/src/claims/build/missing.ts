/** A fact that a claim needs and nobody gave, or that cannot be as it was given. */
export interface MissingFact {
  /** Field of the claim, by the names of its schema: `billing.npi`, `services.charge`. */
  readonly field: string;
  /** JSON pointer to where it belongs: `/billing/npi`, `/services/1/charge`. */
  readonly at: string;
  /** In a biller's words: what to ask for, or what is wrong with it. */
  readonly words: string;
}

/** Collects all that is missing, so that a biller asks once. */
export class MissingFacts {
  readonly list: MissingFact[] = [];

  /** @param path names and positions: `['services', 1, 'charge']` */
  add(path: readonly (string | number)[], words: string): void {
    this.list.push({
      field: path.filter((part) => typeof part === 'string').join('.'),
      at: path.map((part) => `/${part}`).join(''),
      words,
    });
  }

  /** Asks for a text. Returns whether it is there. */
  needs(value: string | undefined, path: readonly (string | number)[], words: string): value is string {
    if (value !== undefined && value.trim() !== '') return true;
    this.add(path, words);
    return false;
  }
}
