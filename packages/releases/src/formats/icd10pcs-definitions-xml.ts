/**
 * The ICD-10-PCS Definitions as XML: what the values of an axis mean, and which everyday terms they include.
 *
 * Authority: CMS, icd10pcs_definitions_YYYY.xml and its schema icd10pcs_definitions.xsd. Layout: `ICD10PCS.definitions` > `section code="0"` >
 * `axis pos="3"` > `terms` (`title`, `definition`, `explanation`, `includes`), and `deviceAggregation` > `aggregate`.
 */
import { type ByteSource, malformed, shown } from './text-source.js';
import { type XmlEvent, type XmlGrammar, xmlEvents } from './xml-source.js';

export interface PcsDefinition {
  readonly section: string;
  readonly sectionTitle: string;
  /** 3 to 7. */
  readonly axis: number;
  readonly axisTitle: string;
  /** The labels defined together ("Toe Nail", "Finger Nail"). */
  readonly titles: readonly string[];
  readonly definition: string | undefined;
  readonly explanation: string | undefined;
  readonly includes: readonly string[];
}

/** A specific device value and the general one it is counted with. */
export interface PcsDeviceAggregate {
  readonly device: string;
  readonly operation: string;
  readonly bodySystems: readonly string[];
  readonly parentValue: string;
  readonly parent: string;
}

export interface PcsDefinitions {
  readonly version: string;
  readonly title: string;
  readonly definitions: readonly PcsDefinition[];
  readonly deviceAggregates: readonly PcsDeviceAggregate[];
}

const TEXT = { text: true };
const GRAMMAR: XmlGrammar = {
  root: 'ICD10PCS.definitions',
  elements: {
    'ICD10PCS.definitions': { children: ['version', 'title', 'section', 'deviceAggregation'] },
    version: TEXT,
    title: TEXT,
    section: { children: ['title', 'axis'], attributes: ['code'] },
    axis: { children: ['title', 'terms'], attributes: ['pos'] },
    terms: { children: ['title', 'definition', 'explanation', 'includes'] },
    definition: TEXT,
    explanation: TEXT,
    includes: TEXT,
    deviceAggregation: { children: ['aggregate'] },
    aggregate: { children: ['device', 'operation', 'bodySys', 'parent'] },
    device: TEXT,
    operation: TEXT,
    bodySys: TEXT,
    parent: { text: true, attributes: ['value'] },
  },
};

/**
 * Reads the definitions.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: unknown elements, a section or axis without code or title, terms without a title.
 */
export async function parsePcsDefinitions(source: ByteSource, file: string): Promise<PcsDefinitions> {
  let version = '';
  let title = '';
  const definitions: PcsDefinition[] = [];
  const deviceAggregates: PcsDeviceAggregate[] = [];
  const containers: string[] = [];
  let section = { code: '', title: '' };
  let axis = { position: 0, title: '' };
  let terms = emptyTerms();
  let aggregate = emptyAggregate();

  const wrong = (event: XmlEvent, expected: string, found: string): never => {
    throw malformed(file, event.row, event.position, expected, found);
  };

  function open(event: XmlEvent): void {
    containers.push(event.name);
    if (event.name === 'section') {
      const code = event.attributes['code'] ?? '';
      if (!/^[0-9A-HJ-NP-Z]$/.test(code)) wrong(event, 'the value of a section', shown(code));
      section = { code, title: '' };
    } else if (event.name === 'axis') {
      const position = event.attributes['pos'] ?? '';
      if (!/^[3-7]$/.test(position)) wrong(event, 'an axis from 3 to 7', shown(position));
      axis = { position: Number(position), title: '' };
    } else if (event.name === 'terms') terms = emptyTerms();
    else if (event.name === 'aggregate') aggregate = emptyAggregate();
  }

  function close(event: XmlEvent): void {
    containers.pop();
    if (event.text === '' && !['section', 'axis', 'terms', 'aggregate', 'deviceAggregation', 'ICD10PCS.definitions'].includes(event.name)) {
      wrong(event, `text in <${event.name}>`, 'none');
    }
    switch (event.name) {
      case 'version':
        version = event.text;
        break;
      case 'title': {
        const parent = containers.at(-1);
        if (parent === 'section') section.title = event.text;
        else if (parent === 'axis') axis.title = event.text;
        else if (parent === 'terms') terms.titles.push(event.text);
        else title = event.text;
        break;
      }
      case 'definition':
      case 'explanation':
        if (terms[event.name] !== undefined) wrong(event, `one <${event.name}>`, 'a second one');
        terms[event.name] = event.text;
        break;
      case 'includes':
        terms.includes.push(event.text);
        break;
      case 'terms':
        if (terms.titles.length === 0) wrong(event, 'a <title> of the terms', 'none');
        if (section.title === '' || axis.title === '') wrong(event, 'titles of section and axis before the terms', 'none');
        definitions.push({ section: section.code, sectionTitle: section.title, axis: axis.position, axisTitle: axis.title, ...terms });
        break;
      case 'device':
        aggregate.device = event.text;
        break;
      case 'operation':
        aggregate.operation = event.text;
        break;
      case 'bodySys':
        aggregate.bodySystems.push(event.text);
        break;
      case 'parent': {
        const value = event.attributes['value'] ?? '';
        if (!/^[0-9A-HJ-NP-Z]$/.test(value)) wrong(event, 'the value of a device', shown(value));
        aggregate.parentValue = value;
        aggregate.parent = event.text;
        break;
      }
      case 'aggregate':
        if (aggregate.device === '' || aggregate.operation === '' || aggregate.parent === '')
          wrong(event, 'device, operation and parent', 'an incomplete <aggregate>');
        deviceAggregates.push(aggregate);
        break;
    }
  }

  for await (const events of xmlEvents(source, file, GRAMMAR)) {
    for (const event of events) {
      if (event.type === 'open') open(event);
      else close(event);
    }
  }
  if (version === '' || definitions.length === 0)
    throw malformed(file, 1, 1, version === '' ? '<version> of the definitions' : 'at least one <terms>', 'none');
  return { version, title, definitions, deviceAggregates };
}

function emptyTerms(): { titles: string[]; definition: string | undefined; explanation: string | undefined; includes: string[] } {
  return { titles: [], definition: undefined, explanation: undefined, includes: [] };
}

function emptyAggregate(): { device: string; operation: string; bodySystems: string[]; parentValue: string; parent: string } {
  return { device: '', operation: '', bodySystems: [], parentValue: '', parent: '' };
}
