import { type MueService, readMue } from '../formats/ncci-mue.js';
import { calendarQuarter } from './edition.js';
import { byCode, DraftMaker, type ImportContext, type Imported, standingOf } from './importer.js';
import { encodingOf, headOf, isZip, type SourceMember } from './source-member.js';

const NAMES: Readonly<Record<MueService, string>> = {
  practitioner: 'NCCI MUE, practitioners',
  hospital: 'NCCI MUE, outpatient hospital',
  dme: 'NCCI MUE, DME suppliers',
};

/** The most units of each code, for one of the three kinds of provider. */
export async function importMue(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'ncci-mue 1');
  const head = await headOf(member.bytes(), 64);
  const form = isZip(head) ? 'sheet' : head.toString('latin1').startsWith('hcpcs_code\t') ? 'list' : 'csv';
  const { rows, service, form: kind } = await readMue(maker.source.bytes, member.path, form, await encodingOf(member.bytes()));
  const sorted = [...rows].sort(byCode);
  const edition = calendarQuarter(context.clues(member));
  return {
    drafts: [
      maker.draft(`ncci/mue-${service}`, NAMES[service], edition, 'window-only', standingOf(member, kind === 'list'), {
        code: sorted.map(({ code }) => code),
        units: Int32Array.from(sorted, ({ units }) => units),
        indicator: Uint8Array.from(sorted, ({ indicator }) => indicator),
        rationale: sorted.map(({ rationale }) => rationale),
      }),
    ],
  };
}
