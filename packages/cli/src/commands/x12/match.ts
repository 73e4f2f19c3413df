import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';

/** Characters written at once. */
const PIECE = 1 << 16;

interface MatchOptions {
  readonly json?: boolean;
  readonly ndjson?: boolean;
}

export function addX12Match(x12: Command, { exit }: Shell): void {
  x12
    .command('match')
    .description(
      'match answers to the claims they answer: remittances (835), claim statuses (277CA, 277), acknowledgements (999, 997, TA1)',
    )
    .argument('<claims>', 'the claim file (837), or claims as medcode x12 claims prints them; - for standard input')
    .argument('<answers...>', 'X12 files with answers, in the order they came')
    .option('--json', 'print JSON: claims, payments, duplicates, totals')
    .option('--ndjson', 'print one JSON object a claim')
    .addHelpText(
      'after',
      `
An answer belongs to the claim with its claim number (CLM01 and CLP01); then, named in the output, to the one whose number differs in case
or was cut short, to the one the payer's own number is known of, or to the only one of the same patient, day and charge.

Exit status: 0 every payment adds up · 1 a payment does not add up to the cent · 3 some claims could not be read
             4 a payment could not be added, because an amount is missing

Examples:
  medcode x12 match sent.837 remittance.835 acknowledgement.999
  medcode x12 claims sent.837 > claims.ndjson
  medcode x12 match claims.ndjson remittance.835 --ndjson`,
    )
    .action(async (claims: string, answers: string[], options: MatchOptions) => {
      const { matchFiles } = await import('../../x12-match.js');
      const { result, unreadable } = await matchFiles(claims, answers);
      if (options.ndjson) {
        let ready = '';
        for (const claim of result.claims) {
          ready += `${JSON.stringify(claim)}\n`;
          if (ready.length < PIECE) continue;
          await writeOut(ready);
          ready = '';
        }
        if (ready !== '') await writeOut(ready);
        for (const { line, code, message } of unreadable)
          await writeOut(`${JSON.stringify({ claim: null, line, error: { code, message } })}\n`);
      } else if (options.json) await writeOut(`${JSON.stringify({ ...result, unreadable }, null, 2)}\n`);
      else {
        const { renderMatch } = await import('../../render/x12-match.js');
        await writeOut(renderMatch(result, unreadable));
      }
      const verdicts = result.remittances.map(({ balanced }) => balanced);
      if (unreadable.length > 0) exit.code = 3;
      else if (verdicts.includes('unbalanced')) exit.code = 1;
      else if (verdicts.includes('not-checked')) exit.code = 4;
    });
}
