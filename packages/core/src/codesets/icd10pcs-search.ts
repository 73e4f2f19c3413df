import type { Day } from '../model/date.js';
import type { SearchHit } from './code-search.js';
import type { Icd10pcs } from './icd10pcs.js';
import type { PcsIndex } from './icd10pcs-index.js';
import type { Lexicon } from './lexicon.js';
import { TermSearch } from './search.js';
import type { TermIndex } from './terms.js';
import { tokenise } from './words.js';

/** How operative reports call the approaches of the titles (ICD-10-PCS Reference Manual, appendix: Approaches). */
const APPROACH_WORDS: ReadonlyMap<string, string> = new Map([
  ['laparoscopic', 'percutaneous endoscopic'],
  ['laparoscopically', 'percutaneous endoscopic'],
  ['thoracoscopic', 'percutaneous endoscopic'],
  ['arthroscopic', 'percutaneous endoscopic'],
]);
/** Codes that only follow a "see" of the Index stand a little behind those whose title says the same. */
const BY_REFERENCE = 0.98;

/**
 * Search by words in ICD-10-PCS as of a date: over the titles, and through the "see" lines of the Index, which know the names of
 * operations ("appendectomy") that no title has.
 */
export class PcsSearch {
  private readonly pcs: Icd10pcs;
  private readonly index: TermIndex;
  private readonly terms: TermSearch;
  private readonly references: PcsIndex;

  constructor(pcs: Icd10pcs, references: PcsIndex, index: TermIndex, lexicon: Lexicon) {
    this.pcs = pcs;
    this.references = references;
    this.index = index;
    this.terms = new TermSearch(index, lexicon);
  }

  /**
   * Ranked codes for a phrase, only such as are valid on the date.
   * @throws MedcodeError MC_RELEASE_MISSING when no code list covers the date
   */
  search(query: string, date: Day, limit = 10): SearchHit[] {
    this.pcs.requireCoverage(date);
    const words = tokenise(query).map(({ word }) => APPROACH_WORDS.get(word) ?? word);
    const ways = [{ text: words.join(' '), worth: 1, by: [] as string[], stem: '' }];
    for (const { entry, rest } of this.references.referred(words)) {
      ways.push({
        text: `${entry.target} ${rest.join(' ')}`,
        worth: BY_REFERENCE,
        by: [`${entry.term}, see ${entry.target}`],
        stem: entry.code,
      });
    }
    const best = new Map<number, SearchHit>();
    for (const { text, worth, by, stem } of ways) {
      for (const { term, score } of this.terms.find(text, Math.max(60, limit * 6))) {
        const id = this.pcs.table.find(this.index.code(term));
        if (id === -1 || !this.pcs.table.billableOn(id, date)) continue;
        const { code, title } = this.pcs.name(id, date);
        if (!code.startsWith(stem)) continue;
        const worthy = Math.round(Math.min(score, 1) * worth * 1000) / 1000;
        if (worthy <= (best.get(id)?.score ?? 0)) continue;
        best.set(id, { code, title, score: worthy, path: by.length > 0 ? by : [title], billable: true });
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1)).slice(0, limit);
  }
}
