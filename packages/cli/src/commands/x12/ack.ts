import { MedcodeError } from '@medcode/core/errors';
import { day, formatDay } from '@medcode/core/model/date';
import { type Command, Option } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';

interface AckOptions {
  readonly type: '999' | '277ca' | 'ta1';
  readonly date?: string;
  readonly time?: string;
  readonly control?: string;
}

export function addX12Ack(x12: Command, { engine, exit }: Shell): void {
  x12
    .command('ack')
    .description('answer an X12 file as its receiver does: 999 (997 for groups before 005010), 277CA, TA1')
    .argument('<file>', 'the X12 file that was received; with -, standard input is read')
    .addOption(
      new Option('--type <type>', '999: each transaction accepted or rejected · 277ca: each claim · ta1: the interchange')
        .choices(['999', '277ca', 'ta1'])
        .makeOptionMandatory(),
    )
    .option('--date <date>', 'day of the answer and of receipt, YYYY-MM-DD; without it today')
    .option('--time <time>', 'time of the answer, HH:MM; without it now')
    .option('--control <number>', 'control number of the answer; without it that of the file')
    .addHelpText(
      'after',
      `
The answer is an interchange on standard output, sender and receiver changed; the same file, date, time and number give the same answer.
A 999 tells errors of syntax and implementation guide, a 277CA every error medcode x12 validate finds, claim by claim.

Exit status: 0 all accepted, 1 something rejected

Examples:
  medcode x12 ack received.837 --type 999 > answer.999
  medcode x12 ack received.837 --type 277ca --date 2026-11-05 --time 09:30 --control 17`,
    )
    .action(async (file: string, options: AckOptions) => {
      const now = new Date();
      const date = options.date === undefined ? localDay(now) : formatDay(day(options.date));
      const time = options.time ?? `${two(now.getHours())}:${two(now.getMinutes())}`;
      if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new MedcodeError('MC_USAGE', `--time ${time.slice(0, 20)} is not HH:MM`);
      if (options.control !== undefined && !/^\d{1,9}$/.test(options.control))
        throw new MedcodeError('MC_USAGE', '--control takes a number of at most nine digits');
      const { ClaimChecker } = await import('@medcode/core/claims/x12/rules/rules');
      const { SegmentReader } = await import('@medcode/core/claims/x12/tokenizer');
      const { ReceivedFile } = await import('@medcode/core/claims/x12/acknowledge/received');
      const { readX12File } = await import('../../x12-file.js');
      const checker = new ClaimChecker({ catalog: engine.catalog, icd: engine.icd, receivedOn: day(date), notChecked: () => {} });
      const received = new ReceivedFile(options.type === '277ca' ? { checkClaim: (scope, report) => checker.check(scope, report) } : {});
      const reader = new SegmentReader();
      await readX12File(
        file,
        (segments) => {
          for (const segment of segments) received.read(segment);
        },
        reader,
      );
      received.end(reader.rest.text);
      const { answerInterchange } = await import('@medcode/core/claims/x12/acknowledge/acknowledge');
      const first = options.control === undefined ? undefined : Number(options.control);
      let answered = 0;
      for (const [i, interchange] of received.interchanges.entries()) {
        const { text, rejected } = answerInterchange(interchange, options.type, {
          date,
          time,
          ...(first === undefined ? {} : { control: first + i }),
        });
        if (text === undefined) continue;
        answered++;
        if (rejected) exit.code = 1;
        await writeOut(text);
      }
      if (answered === 0)
        throw new MedcodeError('MC_X12_NOTHING_TO_ANSWER', `${file} has no ${options.type === '277ca' ? 'claim' : 'group'}`);
    });
}

function localDay(now: Date): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
