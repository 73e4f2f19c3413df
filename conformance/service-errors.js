/** Visits, of which a claim has one: a wrong one is an error of level or of kind, not two errors. */
const VISIT = /^(?:99(?:2|3|4[0-9])\d\d|98(?:00\d|01[0-6])|G04(?:38|39|02)|9079[12]|9083[2-8]|920[01][24]|99024)$/;

/**
 * Why services of a note differ from the reported ones. A service that has the right code with other units or modifiers is told once, as
 * is a visit with another code than the reported one.
 * @param {{ id: string, services: readonly { code: string, units: number, modifiers: readonly string[], evidence: readonly string[], because: string }[] }} gold
 * @param {{ services: readonly import('@medcode/core/model/encounter').CodedService[] }} answer
 * @returns {{ cause: string, line: string }[]}
 */
export function serviceErrors({ id, services }, answer) {
  const missing = services.filter((one) => !answer.services.some((given) => shown(given) === shown(one)));
  const extra = answer.services.filter((given) => !services.some((one) => shown(given) === shown(one)));
  const explained = new Set();
  const missed = missing.map((one) => {
    const line = `${id} -${shown(one)} “${one.evidence.join('” “').replace(/\s+/g, ' ')}” (${one.because})`;
    const free = extra.filter((given) => !explained.has(given));
    const same = free.find((given) => given.code === one.code);
    const visit = VISIT.test(one.code) ? free.find((given) => VISIT.test(given.code)) : undefined;
    const near = same ?? visit;
    if (!near) return { cause: `missed: ${VISIT.test(one.code) ? 'no visit' : 'not read'}`, line };
    explained.add(near);
    const differ = [...(near.units === one.units ? [] : ['units']), ...(set(near) === set(one) ? [] : ['modifiers'])];
    const what = same
      ? `other ${differ.join(' and ')}`
      : `other ${near.code.slice(0, 4) === one.code.slice(0, 4) ? 'level' : 'kind'} of the visit`;
    return { cause: `missed: ${what}`, line: `${line}: ${shown(near)} ${told(near)}` };
  });
  const wrong = extra
    .filter((given) => !explained.has(given))
    .map((given) => ({
      cause: `extra: ${VISIT.test(given.code) ? 'visit' : /^[A-Z]/.test(given.code) ? 'HCPCS' : 'CPT'}`,
      line: `${id} +${shown(given)} ${told(given)}; reported ${services.map(shown).join(' ') || 'none'}`,
    }));
  return [...missed, ...wrong];
}

/** @param {{ modifiers: readonly string[] }} one */
function set({ modifiers }) {
  return [...modifiers].sort().join('-');
}

/** @param {{ code: string, units: number, modifiers: readonly string[] }} one */
function shown(one) {
  return `${one.code}${one.modifiers.length > 0 ? `-${set(one)}` : ''}${one.units === 1 ? '' : `×${one.units}`}`;
}

/** @param {import('@medcode/core/model/encounter').CodedService} given */
function told({ because, evidence: [first] }) {
  return `${because.join(' · ')}${first ? ` “${first.text.replace(/\s+/g, ' ')}”` : ''}`;
}
