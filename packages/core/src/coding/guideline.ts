import type { Authority } from '../model/finding.js';

/** The Official Guidelines a rule cites, by section. */
export function guideline(section: string): Authority {
  return {
    authority: 'CMS and NCHS',
    document: 'ICD-10-CM Official Guidelines for Coding and Reporting FY2026',
    section,
    effectiveFrom: '2025-10-01',
  };
}
