import { MedcodeError } from '../../errors.js';
import { importCcda } from './ccda.js';
import { importFhir } from './fhir.js';
import { importHl7v2 } from './hl7v2.js';
import type { ImportedEncounter } from './imported.js';

export type ExchangeFormat = ImportedEncounter['format'];

/** Which format a file is in, told by its first characters; anything else is the text of a note. */
export function exchangeFormat(text: string): ExchangeFormat {
  const head = text.slice(0, 2000).replace(/^[\ufeff\s\x0b]+/, '');
  if (/^(?:MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(head)) return 'hl7v2';
  if (head.startsWith('<') && /<(?:\w+:)?ClinicalDocument\b/.test(head + text.slice(2000, 20_000))) return 'ccda';
  if (head.startsWith('{') && /"resourceType"\s*:/.test(text)) return 'fhir';
  return 'text';
}

/**
 * The encounters of a file of another system: HL7 version 2, C-CDA, FHIR R4 (JSON), or plain text as one document.
 * @param name what the document of a plain text is called
 * @throws MedcodeError MC_INPUT_INVALID
 */
export function importNote(text: string, name: string): ImportedEncounter[] {
  switch (exchangeFormat(text)) {
    case 'hl7v2':
      return importHl7v2(text);
    case 'ccda':
      return [importCcda(text)];
    case 'fhir': {
      let document: unknown;
      try {
        document = JSON.parse(text);
      } catch {
        throw new MedcodeError('MC_INPUT_INVALID', 'the FHIR document is not JSON');
      }
      return importFhir(document);
    }
    case 'text':
      return [
        {
          id: name,
          format: 'text',
          patient: {},
          documents: [{ id: name, text }],
          diagnoses: [],
          procedures: [],
          services: [],
          notImported: [],
        },
      ];
  }
}
