import type { X12Finding } from '@medcode/core/claims/x12/finding';
import { day } from '@medcode/core/model/date';
import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';

export function addX12Validate(x12: Command, { engine, exit }: Shell): void {
  x12
    .command('validate')
    .description('check an X12 file: syntax, implementation guide, balances, situations, code sets (SNIP 1 to 5 and 7)')
    .argument('<file>', 'the X12 file; with -, standard input is read')
    .option('--date <date>', 'day of receipt, YYYY-MM-DD; dates of service come from the file')
    .option('--ndjson', 'print a JSON object a finding, a summary last')
    .addHelpText(
      'after',
      `
Lines of --ndjson:
  {"segment","tag","element","loop","snip","severity","rule","at","claim"?,"params"}   segment counts from 1 at the ISA
  {"summary":{"transactions","claims","errors","warnings","notChecked"}}               the last line

Exit status: 0 no error, 1 errors, 4 no error but something not checked.

Example:
  medcode x12 validate examples/x12/office-visit.837 --date 2026-11-05`,
    )
    .action(async (file: string, options: { date?: string; ndjson?: boolean }) => {
      const receivedOn = options.date === undefined ? undefined : day(options.date);
      const { ClaimChecker } = await import('@medcode/core/claims/x12/rules/rules');
      const { SegmentReader } = await import('@medcode/core/claims/x12/tokenizer');
      const { X12Validator } = await import('@medcode/core/claims/x12/validate');
      const { readX12File } = await import('../../x12-file.js');
      const { renderSummary, renderTransaction } = await import('../../render/x12-findings.js');
      let ready = '';
      let at: string | undefined;
      let findings: X12Finding[] = [];
      const print = (): void => {
        if (at !== undefined) ready += `${renderTransaction(at, findings).join('\n')}\n\n`;
        findings = [];
      };
      const reader = new SegmentReader();
      const checker = new ClaimChecker({
        catalog: engine.catalog,
        icd: engine.icd,
        ...(receivedOn === undefined ? {} : { receivedOn }),
        notChecked: ({ rule, reason, needs }) => validator.skip(rule, reason, needs),
      });
      const validator = new X12Validator({
        checkClaim: (scope, report) => checker.check(scope, report),
        onFinding: (finding) => {
          if (options.ndjson) {
            ready += `${JSON.stringify(finding)}\n`;
            return;
          }
          if (finding.at !== at) {
            print();
            at = finding.at;
          }
          findings.push(finding);
        },
      });
      await readX12File(
        file,
        async (segments) => {
          for (const segment of segments) validator.read(segment);
          if (ready === '') return;
          const text = ready;
          ready = '';
          await writeOut(text);
        },
        reader,
      );
      const summary = validator.end(reader.rest.text);
      if (!options.ndjson) print();
      await writeOut(ready + (options.ndjson ? `${JSON.stringify({ summary })}\n` : `${renderSummary(summary).join('\n')}\n`));
      exit.code = summary.errors > 0 ? 1 : summary.notChecked.length > 0 ? 4 : 0;
    });
}
