import { ClaimChecker } from '@medcode/core/claims/x12/rules/rules';
import { X12Validator } from '@medcode/core/claims/x12/validate';
import { day } from '@medcode/core/model/date';

/**
 * What `medcode x12 validate` finds.
 * @param {import('@medcode/cli/engine').Engine} engine
 * @param {Iterable<import('@medcode/core/claims/x12/segment').Segment>} segments
 * @param {string} [received] day of receipt
 */
export function findingsOf(engine, segments, received) {
  /** @type {import('@medcode/core/claims/x12/finding').X12Finding[]} */
  const findings = [];
  const checker = new ClaimChecker({
    catalog: engine.catalog,
    icd: engine.icd,
    ...(received === undefined ? {} : { receivedOn: day(received) }),
    notChecked: () => undefined,
  });
  const validator = new X12Validator({
    checkClaim: (scope, report) => checker.check(scope, report),
    onFinding: (finding) => findings.push(finding),
  });
  for (const segment of segments) validator.read(segment);
  validator.end();
  return findings;
}
