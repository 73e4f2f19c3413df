/** What the value of each place of an ICD-10-PCS code says, for the causes. */
const AXES = ['section', 'body system', 'root operation', 'body part', 'approach', 'device', 'qualifier'];

/**
 * Why procedures of a note differ from the reported ones. An extra code that shares its section and root operation, and most of the rest,
 * with a missing one is told once, as the missing code with other values.
 * @param {{ id: string, text: string, procedures: readonly { code: string, evidence: readonly string[] }[] }} gold
 * @param {{ procedures: readonly import('@medcode/core/model/encounter').CodedProcedure[], notCoded: readonly import('@medcode/core/model/encounter').NotCoded[], documents: readonly { text: string }[] }} answer
 * @param {(code: string) => string} title
 * @returns {{ cause: string, line: string }[]}
 */
export function procedureErrors({ id, text, procedures }, answer, title) {
  const given = answer.procedures.filter(({ band }) => band !== 'suggestion');
  const missing = procedures.filter(({ code }) => !given.some((one) => one.code === code));
  const extra = given.filter(({ code }) => !procedures.some((one) => one.code === code));
  const explained = new Set();
  const missed = missing.map(({ code, evidence: words }) => {
    const line = `${id} -${code} ${title(code)} “${words.join('” “').replace(/\s+/g, ' ')}”`;
    const near = extra
      .filter((one) => !explained.has(one) && alike(code, one.code) >= 4)
      .sort((a, b) => alike(code, b.code) - alike(code, a.code))[0];
    if (near) {
      explained.add(near);
      const places = AXES.filter((_, place) => code[place] !== near.code[place]);
      return { cause: `missed: other ${places.join(', ')}`, line: `${line}: ${near.code} ${title(near.code)} ${shown(text, near)}` };
    }
    if (answer.procedures.some((one) => one.code === code)) return { cause: 'missed: only a suggestion', line };
    const dropped = answer.notCoded.find((one) => one.by === 'procedure-status' && words.some((piece) => overlaps(answer, one, piece)));
    if (dropped) return { cause: `missed: read as ${dropped.reason}`, line: `${line}: “${dropped.text}”` };
    return { cause: 'missed: not read', line };
  });
  const wrong = extra
    .filter((one) => !explained.has(one))
    .map((one) => ({
      cause: `extra: ${one.evidence[0]?.section}`,
      line: `${id} +${one.code} ${one.title} (${one.probability}, ${one.path.join(', ')}) ${shown(text, one)}`,
    }));
  return [...missed, ...wrong];
}

/** Places with the same value, of codes of one section and root operation. @param {string} a @param {string} b */
function alike(a, b) {
  if (a[0] !== b[0] || a[2] !== b[2]) return 0;
  return Array.from(a).filter((value, place) => value === b[place]).length;
}

/** @param {Parameters<typeof procedureErrors>[1]} answer @param {{ start: number, end: number }} one @param {string} piece */
function overlaps(answer, one, piece) {
  const at = answer.documents[0]?.text.indexOf(piece) ?? -1;
  return at >= 0 && one.start < at + piece.length && one.end > at;
}

/** @param {string} text @param {import('@medcode/core/model/encounter').CodedProcedure} one */
function shown(text, { evidence: [first] }) {
  if (!first) return '';
  return `“${first.text.replace(/\s+/g, ' ')}” · ${text.slice(Math.max(0, first.start - 50), first.end + 60).replace(/\s+/g, ' ')}`;
}
