/**
 * The ICD-10-PCS Tables as XML.
 *
 * Authority: CMS, icd10pcs_tables_YYYY.xml and its schema icd10pcs_tables.xsd. Layout: `ICD10PCS.tabular` > `pcsTable` with axes 1 to 3 of one value
 * each > `pcsRow codes="n"` with axes 4 to 7, each a list of `label code="A"`. A row allows every combination of its values, a code is built from one row.
 */
import { type ByteSource, malformed, shown } from './text-source.js';
import { type XmlEvent, type XmlGrammar, xmlEvents } from './xml-source.js';

export interface PcsValue {
  readonly value: string;
  readonly label: string;
}

export interface PcsAxis {
  /** 1 to 7. */
  readonly position: number;
  /** `Body Part`, `Approach` … */
  readonly title: string;
  readonly values: readonly PcsValue[];
  /** Of the root operation (axis 3), in the sections that define it. */
  readonly definition?: string;
}

export interface PcsTableRow {
  /** Axes 4 to 7. */
  readonly axes: readonly PcsAxis[];
  /** Number of codes, the product of the values. */
  readonly codes: number;
}

export interface PcsTable {
  /** The first three characters. */
  readonly code: string;
  /** Axes 1 to 3. */
  readonly axes: readonly PcsAxis[];
  readonly rows: readonly PcsTableRow[];
}

export interface PcsTablesCounts {
  readonly version: string;
  readonly title: string;
  readonly tables: number;
  readonly rows: number;
  readonly codes: number;
}

const TEXT = { text: true };
const GRAMMAR: XmlGrammar = {
  root: 'ICD10PCS.tabular',
  elements: {
    'ICD10PCS.tabular': { children: ['version', 'title', 'pcsTable'] },
    version: TEXT,
    title: TEXT,
    pcsTable: { children: ['axis', 'pcsRow'] },
    axis: { children: ['title', 'label', 'definition'], attributes: ['pos', 'values'] },
    label: { text: true, attributes: ['code'] },
    definition: TEXT,
    pcsRow: { children: ['axis'], attributes: ['codes'] },
  },
};

interface OpenAxis {
  readonly position: number;
  readonly stated: number;
  title: string;
  values: PcsValue[];
  definition: string | undefined;
}

/**
 * The tables in printed order. Returns version and counts when done.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: axes out of place, a number of values or codes other than stated, a value twice.
 */
export async function* parsePcsTables(source: ByteSource, file: string): AsyncGenerator<PcsTable, PcsTablesCounts> {
  let version = '';
  let title = '';
  let tables = 0;
  let rowCount = 0;
  let codes = 0;
  let axis: OpenAxis | undefined;
  let tableAxes: PcsAxis[] = [];
  let rowAxes: PcsAxis[] | undefined;
  let rows: PcsTableRow[] = [];
  let ready: PcsTable[] = [];
  let last = { row: 1, position: 1 };

  const wrong = (event: { row: number; position: number }, expected: string, found: string): never => {
    throw malformed(file, event.row, event.position, expected, found);
  };
  const number = (event: XmlEvent, name: string): number => {
    const text = event.attributes[name] ?? '';
    return /^\d{1,6}$/.test(text) ? Number(text) : wrong(event, `a number as ${name} of <${event.name}>`, shown(text));
  };

  function open(event: XmlEvent): void {
    if (event.name === 'pcsTable') {
      tableAxes = [];
      rows = [];
    } else if (event.name === 'pcsRow') {
      if (tableAxes.length !== 3) wrong(event, 'three axes of the table before its rows', `${tableAxes.length}`);
      rowAxes = [];
    } else if (event.name === 'axis') {
      const expected = rowAxes === undefined ? tableAxes.length + 1 : rowAxes.length + 4;
      const position = number(event, 'pos');
      if (position !== expected || position > (rowAxes === undefined ? 3 : 7)) wrong(event, `axis ${expected}`, `axis ${position}`);
      axis = { position, stated: number(event, 'values'), title: '', values: [], definition: undefined };
    }
  }

  function close(event: XmlEvent): void {
    switch (event.name) {
      case 'version':
        version = event.text;
        break;
      case 'title':
        if (axis === undefined) title = event.text;
        else axis.title = event.text;
        break;
      case 'label': {
        const value = event.attributes['code'] ?? '';
        if (!/^[0-9A-HJ-NP-Z]$/.test(value)) wrong(event, 'a digit or a letter other than I and O', shown(value));
        if (event.text === '') wrong(event, `the meaning of value ${value}`, 'an empty <label>');
        if (axis?.values.some((known) => known.value === value)) wrong(event, `value ${value} once`, 'it again');
        axis?.values.push({ value, label: event.text });
        break;
      }
      case 'definition':
        if (axis?.definition !== undefined) wrong(event, 'one <definition>', 'a second one');
        if (axis !== undefined) axis.definition = event.text;
        break;
      case 'axis': {
        const { position, stated, title: axisTitle, values, definition } = axis as OpenAxis;
        if (values.length !== stated || stated === 0) wrong(event, `${stated} values of axis ${position}, as stated`, `${values.length}`);
        if (rowAxes === undefined && values.length !== 1) wrong(event, `one value of axis ${position}`, `${values.length}`);
        if (axisTitle === '') wrong(event, `a title of axis ${position}`, 'none');
        (rowAxes ?? tableAxes).push({ position, title: axisTitle, values, ...(definition === undefined ? {} : { definition }) });
        axis = undefined;
        break;
      }
      case 'pcsRow': {
        const axes = rowAxes as PcsAxis[];
        rowAxes = undefined;
        if (axes.length !== 4) wrong(event, 'axes 4 to 7', `${axes.length} axes`);
        const product = axes.reduce((total, { values }) => total * values.length, 1);
        const stated = number(event, 'codes');
        if (product !== stated) wrong(event, `${stated} codes of the row, as stated`, `${product}`);
        rows.push({ axes, codes: product });
        rowCount++;
        codes += product;
        break;
      }
      case 'pcsTable': {
        const code = tableAxes.map(({ values }) => values[0]?.value ?? '').join('');
        if (code.length !== 3) wrong(event, 'three axes of the table', `${tableAxes.length}`);
        if (rows.length === 0) wrong(event, `rows of table ${code}`, 'none');
        ready.push({ code, axes: tableAxes, rows });
        tables++;
        break;
      }
    }
  }

  for await (const events of xmlEvents(source, file, GRAMMAR)) {
    for (const event of events) {
      if (event.type === 'open') open(event);
      else close(event);
      last = event;
    }
    yield* ready;
    ready = [];
  }
  if (version === '' || tables === 0) wrong(last, version === '' ? '<version> of the tables' : 'at least one <pcsTable>', 'none');
  return { version, title, tables, rows: rowCount, codes };
}

/** The codes of a table in the order of its rows, with the label of every axis. */
export function* expandPcsTable(table: PcsTable): Generator<{ readonly code: string; readonly labels: readonly string[] }> {
  const heads = table.axes.map(({ values }) => values[0]?.label ?? '');
  for (const row of table.rows) {
    const [four, five, six, seven] = row.axes;
    for (const d of four?.values ?? []) {
      for (const e of five?.values ?? []) {
        for (const f of six?.values ?? []) {
          for (const g of seven?.values ?? []) {
            yield { code: table.code + d.value + e.value + f.value + g.value, labels: [...heads, d.label, e.label, f.label, g.label] };
          }
        }
      }
    }
  }
}
