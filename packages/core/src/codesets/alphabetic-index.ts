import { type Day, formatDay } from '../model/date.js';
import type { NotChecked } from '../model/encounter.js';
import type { Release } from '../model/release.js';
import { type Catalog, type CataloguedPack, releaseOn } from './catalog.js';
import { bareCode, dottedCode } from './code.js';
import type { Icd10cm } from './icd10cm.js';
import type { Lexicon } from './lexicon.js';
import { foldWord, SMALL_WORDS, tokenise } from './words.js';

/** Who wrote an entry: CDC and CMS (the official Alphabetic Index), or this project. */
export type IndexSource = 'official' | 'medcode';

/** A code as the index prints it, judged on the date: the Tabular List must confirm every code found here (guideline I.B.1). */
export interface IndexCode {
  /** With its dot; a dash at the end says that more characters are needed. */
  readonly code: string;
  readonly title: string;
  readonly standing: 'billable' | 'needs-more-characters' | 'not-valid';
  /** Reported together with it: the code in brackets, or what goes with it in our entries. */
  readonly also: readonly string[];
}

/** A "see" or "see also" and where it leads. */
export interface IndexReference {
  readonly kind: 'see' | 'seeAlso';
  readonly text: string;
  /** Paths of the entries it leads to, with their codes; empty when {@link unresolved} is given. */
  readonly targets: readonly { readonly path: readonly string[]; readonly codes: readonly IndexCode[] }[];
  /** "see category …" leads to the Tabular List. */
  readonly category?: IndexCode;
  /**
   * Why it leads to no entry: `instruction` tells the reader how to look ("see condition"), `table` means the Table of Neoplasms
   * or of Drugs and Chemicals, `no-entry` names an entry that is not there.
   */
  readonly unresolved?: 'instruction' | 'table' | 'no-entry';
}

/** An entry of the index with what stands below it. */
export interface IndexTerm {
  readonly title: string;
  /** Titles from the main term down to this one. */
  readonly path: readonly string[];
  readonly source: IndexSource;
  /** Other words for the same entry. */
  readonly alternates: readonly string[];
  /** Words in parentheses: present or absent, they do not change the code (convention I.A.7). */
  readonly nonEssential: readonly string[];
  readonly codes: readonly IndexCode[];
  readonly references: readonly IndexReference[];
  readonly subTerms: readonly IndexTerm[];
  /** Entries below that were not followed. */
  readonly more: number;
}

/** An entry that answers a question. */
export interface IndexMatch extends IndexTerm {
  /** Parts of the question that have no sub-term here. */
  readonly missing: readonly string[];
}

/** The answer of a look-up in the Alphabetic Index. */
export interface IndexAnswer {
  readonly query: string;
  readonly date: string;
  /** What the words were read as, when the index does not have them ("heart attack" as "myocardial infarction"). */
  readonly readAs?: string;
  readonly matches: readonly IndexMatch[];
  readonly notChecked: readonly NotChecked[];
  readonly releases: readonly Release[];
}

interface Node {
  readonly title: string;
  readonly parent: Node | undefined;
  readonly source: IndexSource;
  readonly alternates: string[];
  readonly nonEssential: string[];
  readonly codes: { readonly code: string; readonly also: readonly string[] }[];
  readonly see: string;
  readonly seeAlso: string;
  readonly children: Node[];
  /** Folded forms the entry is referred to by. */
  readonly keys: Set<string>;
}

interface Tree {
  readonly roots: readonly Node[];
  readonly byKey: ReadonlyMap<string, readonly Node[]>;
}

/** Sub-terms that only join what is above them with what is below. */
const CONNECTOR =
  /^(?:with|without|due to|in|by|caused by|complicating|following|associated with|specified|of|from|to|for|at|during|resulting in)$/;

/**
 * The Alphabetic Index of ICD-10-CM as a tree: this project's own entries, and the official Index where it is installed. Looking up
 * begins here and is confirmed in the Tabular List (Official Guidelines for Coding and Reporting, section I.B.1).
 */
export class AlphabeticIndex {
  private readonly own: Tree;
  private readonly icd: Icd10cm;
  private readonly lexicon: Lexicon;
  private readonly catalog: Catalog;
  private readonly official = new Map<string, Tree>();

  constructor(lexicon: Lexicon, icd: Icd10cm, catalog: Catalog) {
    this.lexicon = lexicon;
    this.icd = icd;
    this.catalog = catalog;
    this.own = treeOf(ownNodes(lexicon));
  }

  /**
   * Entries for a main term and its sub-terms.
   * @param query as the index prints it, parts separated by commas ("Fracture, femur, shaft"), or words of an entry
   * @param depth levels below each entry that are given
   * @param limit at most this many entries
   * @throws MedcodeError MC_RELEASE_MISSING when no code list covers the date
   * @example index.find('Diabetes, type 2', day('2026-11-02'), 1).matches[0].codes[0].code // 'E11.9'
   */
  find(query: string, date: Day, depth = 1, limit = 8): IndexAnswer {
    this.icd.requireCoverage(date);
    const pack = this.catalog.onDate('icd10cm/index', date);
    const own = this.catalog.all('lexicon/index').at(-1);
    const trees = [...(pack ? [this.officialTree(pack)] : []), this.own];
    let found = trees.map((tree) => matchesIn(tree, query));
    let readAs: string | undefined;
    if (found.every((matches) => matches.length === 0)) {
      readAs = this.meaning(query);
      if (readAs !== undefined) found = trees.map((tree) => matchesIn(tree, readAs as string));
      if (found.every((matches) => matches.length === 0)) readAs = undefined;
    }
    const matches = found.flatMap((list, i) =>
      list.slice(0, limit).map(({ node, missing }) => ({ ...this.term(node, trees[i] as Tree, date, depth), missing })),
    );
    return {
      query,
      date: formatDay(date),
      ...(readAs === undefined ? {} : { readAs }),
      matches,
      notChecked: pack
        ? []
        : [
            {
              what: 'official Alphabetic Index',
              reason: 'it is not installed; the entries are those of medcode',
              remedy: 'medcode data import <ICD-10-CM Index, XML>',
            },
          ],
      releases: [pack, own].flatMap((one) => (one ? [releaseOn(one, date)] : [])),
    };
  }

  /**
   * Every "see" and "see also" of the installed official Index that leads nowhere, with its place.
   * @returns undefined when no official Index is installed
   */
  unresolvedReferences(date: Day): { readonly path: readonly string[]; readonly text: string }[] | undefined {
    const pack = this.catalog.onDate('icd10cm/index', date);
    if (!pack) return undefined;
    const tree = this.officialTree(pack);
    const out: { path: string[]; text: string }[] = [];
    const walk = (node: Node): void => {
      for (const { text, unresolved } of this.references(node, tree, date))
        if (unresolved === 'no-entry') out.push({ path: pathOf(node), text });
      node.children.forEach(walk);
    };
    tree.roots.forEach(walk);
    return out;
  }

  private term(node: Node, tree: Tree, date: Day, depth: number): IndexTerm {
    return {
      title: node.title,
      path: pathOf(node),
      source: node.source,
      alternates: node.alternates,
      nonEssential: node.nonEssential,
      codes: node.codes.map((code) => this.code(code, date)),
      references: this.references(node, tree, date),
      subTerms: depth > 0 ? node.children.map((child) => this.term(child, tree, date, depth - 1)) : [],
      more: depth > 0 ? 0 : count(node) - 1,
    };
  }

  private code({ code, also }: Node['codes'][number], date: Day): IndexCode {
    const stem = bareCode(code);
    const { table } = this.icd;
    const id = table.find(stem);
    const status = id === -1 ? -1 : table.statusOn(id, date);
    const standing = status === 1 ? 'billable' : status === 0 || this.icd.livesOn(stem, date) ? 'needs-more-characters' : 'not-valid';
    return {
      code: standing === 'needs-more-characters' ? `${dottedCode(stem)}${stem.length === 3 ? '.' : ''}-` : dottedCode(stem),
      title: id === -1 ? '' : table.title(id, date),
      standing,
      also,
    };
  }

  private references(node: Node, tree: Tree, date: Day): IndexReference[] {
    return [
      ...(node.see ? [this.reference('see', node.see, node, tree, date)] : []),
      ...(node.seeAlso ? [this.reference('seeAlso', node.seeAlso, node, tree, date)] : []),
    ];
  }

  private reference(kind: IndexReference['kind'], text: string, node: Node, tree: Tree, date: Day): IndexReference {
    const category = /^(?:sub)?category ([A-Z][0-9A-Z.]+)-?$/.exec(text)?.[1];
    if (category !== undefined) return { kind, text, targets: [], category: this.code({ code: category, also: [] }, date) };
    if (INSTRUCTION.test(text)) return { kind, text, targets: [], unresolved: 'instruction' };
    const nodes = new Set(parts(text).flatMap((part) => resolve(tree, part, node) ?? []));
    const targets = [...nodes].map((one) => ({ path: pathOf(one), codes: one.codes.map((code) => this.code(code, date)) }));
    if (targets.length > 0) return { kind, text, targets };
    return { kind, text, targets, unresolved: TABLE.test(text) ? 'table' : 'no-entry' };
  }

  /** What all the words of a question together mean, by the lexicon's synonyms and abbreviations. */
  private meaning(query: string): string | undefined {
    const words = tokenise(query).map(({ word }) => word);
    const whole = <T extends { readonly text: string }>(phrases: readonly { readonly words: readonly string[]; readonly value: T }[]) =>
      phrases.find((phrase) => phrase.words.length === words.length)?.value.text;
    return whole(this.lexicon.synonyms.at(words, 0)) ?? whole(this.lexicon.abbreviations.at(words, 0));
  }

  private officialTree(pack: CataloguedPack): Tree {
    let tree = this.official.get(pack.manifest.file);
    if (!tree) {
      tree = treeOf(officialNodes(pack));
      this.official.set(pack.manifest.file, tree);
    }
    return tree;
  }
}

/** A chain of references is followed so far. */
const MOST_REFERENCES = 3;
/** References that tell the reader how to look and name no entry. */
const INSTRUCTION = /^(?:also )?(?:condition|nature of|the condition)\b/i;

/** What stands in the tables behind the Index. */
const TABLE = /^(?:also )?(?:Neoplasm|Table of (?:Neoplasms|Drugs))/i;

/** Several references in one: "Complications, by site and type; Deformity", "Fracture, pathological, due to osteoporosis or Osteoporosis". */
function parts(text: string): string[] {
  return text.split(/\s*;\s*|\s+or\s+(?=[A-Z])|\.\s+(?=[A-Z])/).filter(Boolean);
}

/**
 * The entry a reference names: main term, then sub-terms; undefined when there is none. Of several main terms that begin alike
 * ("Fracture, pathological", "Fracture, traumatic") the one the reference stands under is meant, else the traumatic.
 */
function resolve(tree: Tree, reference: string, from?: Node, deep = 0): Node | undefined {
  const steps = reference
    .replace(/\([^)]*\)/g, ' ')
    .replace(/^(?:also|see)\s+/i, '')
    .split(',')
    .map(fold)
    .filter((step) => step !== '' && !/^by (?:site|type|state|specified|part|degree)/.test(step));
  const home = from && rootOf(from);
  const rank = (head: Node): number => (head === home ? 0 : head.title.endsWith(', traumatic') ? 1 : 2);
  for (let taken = steps.length; taken >= 1; taken--) {
    const heads = tree.byKey.get(steps.slice(0, taken).join(' ')) ?? [];
    const rest = steps.slice(taken);
    for (const head of rest.length > 0 ? [...heads].sort((a, b) => rank(a) - rank(b)) : heads) {
      const node = descend(tree, head, rest, deep);
      if (node) return node;
    }
  }
  return undefined;
}

function rootOf(node: Node): Node {
  return node.parent ? rootOf(node.parent) : node;
}

/** The node at the end of some steps; connectors between them may be left out, a step may be part of a title, and a "see" is followed. */
function descend(tree: Tree, node: Node, steps: readonly string[], deep: number): Node | undefined {
  if (steps.length === 0) return node;
  for (let taken = steps.length; taken >= 1; taken--) {
    const key = steps.slice(0, taken).join(' ');
    for (const child of node.children) {
      const found = child.keys.has(key) ? descend(tree, child, steps.slice(taken), deep) : undefined;
      if (found) return found;
    }
  }
  for (const child of node.children) {
    const found = CONNECTOR.test(fold(child.title)) ? descend(tree, child, steps, deep) : undefined;
    if (found) return found;
  }
  const step = steps[0] as string;
  for (const child of node.children) {
    const holds = [...child.keys].some((key) => key.startsWith(step) || step.split(' ').every((word) => key.split(' ').includes(word)));
    const found = holds ? descend(tree, child, steps.slice(1), deep) : undefined;
    if (found) return found;
  }
  if (!node.see || deep >= MOST_REFERENCES || INSTRUCTION.test(node.see)) return undefined;
  for (const part of parts(node.see)) {
    const next = resolve(tree, part, node, deep + 1);
    const found = next && next !== node ? descend(tree, next, steps, deep + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Entries for a question, the closest first: named exactly, beginning so, holding the words. */
function matchesIn(tree: Tree, query: string): { node: Node; missing: string[] }[] {
  const exact = resolve(tree, query);
  if (exact) return [{ node: exact, missing: [] }];
  const steps = query.split(',').map(fold).filter(Boolean);
  const first = steps[0];
  if (first === undefined) return [];
  const begins = tree.roots.filter((node) => [...node.keys].some((key) => key.startsWith(first)));
  const named = begins.filter((node) => node.keys.has(first));
  const heads = named.length > 0 && steps.length > 1 ? named : begins;
  if (heads.length > 0) {
    const reached = heads.map((head) => follow(head, steps.slice(1)));
    const least = Math.min(...reached.map(({ missing }) => missing.length));
    const byTitle = (node: Node): number => ([...node.keys].includes(first) ? 0 : 1);
    return reached.filter(({ missing }) => missing.length === least).sort((a, b) => byTitle(a.node) - byTitle(b.node));
  }
  return holding(tree, query).map((node) => ({ node, missing: [] }));
}

/** As far down as the steps lead; a step may be the beginning of a sub-term or some of its words. */
function follow(head: Node, steps: readonly string[]): { node: Node; missing: string[] } {
  let node = head;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as string;
    const below = [
      ...node.children,
      ...node.children.filter((child) => CONNECTOR.test(fold(child.title))).flatMap((child) => child.children),
    ];
    const next =
      below.find((child) => child.keys.has(step)) ??
      below.find((child) => [...child.keys].some((key) => key.startsWith(step))) ??
      below.find((child) => [...child.keys].some((key) => step.split(' ').every((word) => key.split(' ').includes(word))));
    if (!next) {
      // Words in parentheses are there whether they are said or not (convention I.A.7).
      if (node.nonEssential.some((modifier) => fold(modifier) === step)) continue;
      return { node, missing: steps.slice(i) };
    }
    node = next;
  }
  return { node, missing: [] };
}

/** Entries whose path holds all the words of a question, the shortest paths first; those below such an entry are left out. */
function holding(tree: Tree, query: string): Node[] {
  const wanted = fold(query)
    .split(' ')
    .filter((word) => word !== '' && !SMALL_WORDS.has(word));
  if (wanted.length === 0) return [];
  const found: Node[] = [];
  const walk = (node: Node, above: readonly string[]): void => {
    const words = [...above, ...[...node.keys].flatMap((key) => key.split(' '))];
    if (wanted.every((word) => words.includes(word))) found.push(node);
    else for (const child of node.children) walk(child, words);
  };
  for (const root of tree.roots) walk(root, []);
  return found.sort((a, b) => pathOf(a).join(' ').length - pathOf(b).join(' ').length);
}

function pathOf(node: Node): string[] {
  return node.parent ? [...pathOf(node.parent), node.title] : [node.title];
}

function count(node: Node): number {
  return node.children.reduce((sum, child) => sum + count(child), 1);
}

function treeOf(roots: readonly Node[]): Tree {
  const byKey = new Map<string, Node[]>();
  for (const root of roots)
    for (const key of root.keys) {
      const list = byKey.get(key);
      if (list) list.push(root);
      else byKey.set(key, [root]);
    }
  // An entry whose title is the key comes before those that have it as another word.
  for (const [key, list] of byKey) list.sort((a, b) => Number(fold(a.title) !== key) - Number(fold(b.title) !== key));
  return { roots, byKey };
}

/** Our entries as a tree: rows whose first words are the same at a level stand together there. */
function ownNodes(lexicon: Lexicon): Node[] {
  const roots = new Map<string, Node>();
  const below = new WeakMap<Node, Map<string, Node>>();
  for (const row of lexicon.index) {
    if (row.use === 'phrase' || row.use === 'named') continue;
    let node: Node | undefined;
    for (const level of row.term.split(' > ')) {
      const alternates = level.split('|').map((part) => part.trim());
      const modifiers = [...level.matchAll(/\(([^()]*)\)/g)].map((match) => match[1] as string);
      const bare = alternates.map((part) => part.replace(/\s*\([^()]*\)/g, '').trim()).filter(Boolean);
      const title = bare[0] ?? level;
      const siblings: Map<string, Node> = node ? (below.get(node) ?? new Map<string, Node>()) : roots;
      if (node) below.set(node, siblings);
      const key = fold(title);
      let next = siblings.get(key);
      if (!next) {
        next = newNode(title, node, 'medcode');
        // The official Index prints it so; a fracture that nothing else is said of is a traumatic one.
        if (!node && key === 'fracture') next.keys.add('fracture traumatic');
        siblings.set(key, next);
        node?.children.push(next);
      }
      for (const other of bare.slice(1)) {
        if (!next.alternates.includes(other)) next.alternates.push(other);
        for (const one of keysOf(other)) next.keys.add(one);
      }
      for (const modifier of modifiers) if (!next.nonEssential.includes(modifier)) next.nonEssential.push(modifier);
      node = next;
    }
    if (node && !node.codes.some(({ code }) => code === row.code)) node.codes.push({ code: row.code, also: row.also });
  }
  const sorted = (nodes: Node[]): Node[] => {
    for (const node of nodes) sorted(node.children);
    return nodes.sort(inIndexOrder);
  };
  return sorted([...roots.values()]);
}

/** Printed order: "with" stands first below its term (convention I.A.15), the others by the alphabet. */
function inIndexOrder(a: Node, b: Node): number {
  const rank = (node: Node): string => `${/^with\b/.test(node.title) ? 0 : 1}${node.title.toLowerCase()}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/** The lines of an official Index in printed order, as a tree. */
function officialNodes(pack: CataloguedPack): Node[] {
  const table = pack.table();
  const level = table.numbers<Int32Array>('level');
  const cell = (name: string) => table.text(name);
  const [title, nonEssential, code, manifestation, see, seeAlso] = [
    cell('title'),
    cell('nonEssential'),
    cell('code'),
    cell('manifestation'),
    cell('see'),
    cell('seeAlso'),
  ];
  const roots: Node[] = [];
  const open: Node[] = [];
  for (let row = 0; row < table.rows; row++) {
    const depth = level[row] as number;
    open.length = Math.min(open.length, depth);
    const parent = open.at(-1);
    const node = newNode(title.at(row), parent, 'official', see.at(row), seeAlso.at(row));
    node.nonEssential.push(...nonEssential.at(row).split('; ').filter(Boolean));
    const also = manifestation.at(row);
    if (code.at(row)) node.codes.push({ code: code.at(row), also: also ? [also] : [] });
    if (parent) parent.children.push(node);
    else roots.push(node);
    open.push(node);
  }
  return roots;
}

function newNode(title: string, parent: Node | undefined, source: IndexSource, see = '', seeAlso = ''): Node {
  return { title, parent, source, alternates: [], nonEssential: [], codes: [], see, seeAlso, children: [], keys: new Set(keysOf(title)) };
}

/** The forms a title is referred to by: whole, each of its comma-separated forms, and without a connector in front. */
function keysOf(title: string): string[] {
  const forms = title.split(',').map(fold).filter(Boolean);
  const whole = [fold(title), ...forms.slice(0, 3)];
  const bare = whole.map((key) => key.replace(/^(?:due to|in|of|with|by) (?=.)/, ''));
  return [...new Set([...whole, ...bare])].filter((key) => key !== '');
}

/** Words in lower case without marks, plural endings and NEC or NOS, so that "Disorders, kidney" finds "Disorder". */
function fold(text: string): string {
  return text
    .replace(/\((?:s|es)\)/g, '')
    .split(/[^\p{L}\p{M}\p{N}’'.]+/u)
    .map(foldWord)
    .filter((word) => word !== '' && word !== 'nec' && word !== 'nos')
    .map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word))
    .join(' ');
}
