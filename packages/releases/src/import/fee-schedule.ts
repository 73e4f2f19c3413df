import { readFeeSchedule } from '../formats/fee-schedule.js';
import { calendarQuarter } from './edition.js';
import { compareText, DraftMaker, type ImportContext, type Imported, standingOf } from './importer.js';
import { encodingOf, headOf, isZip, type SourceMember } from './source-member.js';

/** The payment policy indicators of the physician fee schedule; amounts are not kept. */
export async function importFeeSchedule(member: SourceMember, context: ImportContext): Promise<Imported> {
  const maker = new DraftMaker(member, 'fee-schedule 1');
  const head = await headOf(member.bytes(), 64);
  const form = isZip(head) ? 'sheet' : head.toString('latin1').startsWith('hcpcs_code\t') ? 'list' : 'csv';
  const { rows, notices, form: kind } = await readFeeSchedule(maker.source.bytes, member.path, form, await encodingOf(member.bytes()));
  const edition = calendarQuarter(context.clues(member), [/.*National Physician Fee Schedule.*/i.exec(notices)?.[0] ?? '']);
  const sorted = [...rows].sort((a, b) => compareText(a.code, b.code) || compareText(a.modifier, b.modifier));
  const text = (name: keyof (typeof rows)[number]): string[] => sorted.map((row) => row[name]);
  return {
    drafts: [
      maker.draft(
        'pfs/indicators',
        'Physician fee schedule indicators',
        edition,
        'window-only',
        standingOf(member, kind === 'list' || /nodesc/i.test(member.file)),
        {
          code: text('code'),
          modifier: text('modifier'),
          status: text('status'),
          component: text('component'),
          global: text('global'),
          multiple: text('multiple'),
          bilateral: text('bilateral'),
          assistant: text('assistant'),
          coSurgeon: text('coSurgeon'),
          team: text('team'),
          endoscopicBase: text('endoscopicBase'),
          supervision: text('supervision'),
          imagingFamily: text('imagingFamily'),
          notOutside: text('notOutside'),
          notInFacility: text('notInFacility'),
        },
      ),
    ],
  };
}
