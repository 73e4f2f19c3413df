import { rounded } from './board.js';

/** Where the expected code stands among the hits of many searches. */
export class Recall {
  n = 0;
  first = 0;
  inTen = 0;
  /** @type {Set<string>} every code a search gave */
  codes = new Set();

  /**
   * @param {readonly { readonly code: string }[]} hits best first
   * @param {string} expected
   * @returns {number} place from 0, -1 when it is not among them
   */
  add(hits, expected) {
    const bare = expected.replace('.', '');
    for (const { code } of hits) this.codes.add(code);
    const place = hits.findIndex(({ code }) => code.replace('.', '') === bare);
    this.place(place);
    return place;
  }

  /** @param {number} place */
  place(place) {
    this.n++;
    if (place === 0) this.first++;
    if (place >= 0 && place < 10) this.inTen++;
  }

  counts() {
    return { n: this.n, first: this.first, inTen: this.inTen };
  }

  /**
   * @param {string} name of the stratum, empty for all
   * @param {{ at1?: number, at10?: number }} targets
   * @returns {import('./board.js').Figure[]}
   */
  figures(name, { at1, at10 }) {
    const prefix = name && `${name} `;
    const one = this.n === 0 ? 0 : this.first / this.n;
    const ten = this.n === 0 ? 0 : this.inTen / this.n;
    return [
      { name: `${prefix}R@1`, value: rounded(one), n: this.n, better: 'higher', ...(at1 === undefined ? {} : { target: at1 }) },
      { name: `${prefix}R@10`, value: rounded(ten), n: this.n, better: 'higher', ...(at10 === undefined ? {} : { target: at10 }) },
    ];
  }

  /**
   * @param {import('@medcode/core/codesets/code-table').CodeTable} table
   * @param {import('@medcode/core/model/date').Day} date
   * @returns {import('./board.js').Figure}
   */
  invalidFigure(table, date) {
    let invalid = 0;
    for (const code of this.codes) {
      const id = table.find(code);
      if (id === -1 || !table.billableOn(id, date)) invalid++;
    }
    return { name: 'hits not billable', value: invalid, n: this.codes.size, better: 'lower', target: 0 };
  }
}
