import type { Explanation, Neighbour } from '@medcode/core/coding/explain';
import type { Encounter } from '@medcode/core/model/encounter';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

export function renderExplanation(explanation: Explanation, encounter: Encounter): string {
  const { code, title, standing, position, diagnosis, leftOut, neighbours } = explanation;
  const lines = [`${pc.bold(code)}  ${title}`, ''];
  if (diagnosis) {
    lines.push(
      standing === 'coded'
        ? `In the answer, ${position ?? 0} of ${encounter.diagnoses.filter(({ band }) => band !== 'suggestion').length}, probability ${diagnosis.probability.toFixed(2)} (${diagnosis.band})`
        : `A suggestion, not in the answer: probability ${diagnosis.probability.toFixed(2)}`,
    );
    for (const { text, section, line } of diagnosis.evidence) lines.push(...wrap(`“${text}” ${section ?? ''}, line ${line ?? '?'}`, 2, 4));
    lines.push(...wrap(`path: ${diagnosis.path.join(' › ')}`, 2, 4));
    if (diagnosis.rules.length > 0) lines.push(...wrap(`rules: ${diagnosis.rules.join(', ')} (medcode rules explain <rule>)`, 2, 4));
  }
  for (const item of leftOut)
    lines.push(...wrap(`Left out where the note says “${item.text}”: ${item.reason}${item.by ? ` (${item.by})` : ''}`, 0, 2));
  if (standing === 'not found') lines.push('Not in the answer: the note names nothing that leads to this code.');
  if (neighbours.length > 0) {
    lines.push('', pc.bold('Its neighbours'));
    for (const neighbour of neighbours) lines.push(...labelled(neighbour.code, `${neighbour.title} – ${why(neighbour)}`, 2, 10));
  }
  return `${lines.join('\n')}\n`;
}

function why({ standing, reason, says, documented }: Neighbour): string {
  if (standing === 'coded') return 'in the answer too';
  if (standing === 'suggestion') return 'a suggestion';
  if (standing === 'left out') return `left out: ${reason ?? ''}`;
  const missing = says.filter((word) => !documented.includes(word));
  if (missing.length > 0) return `would need: ${missing.join(', ')}`;
  return says.length > 0 ? 'its words stand in the note, but not together' : 'says less';
}
