import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'underlying-disease',
  question: 'The record names “{about}” without the disease behind it. Which disease, if any, does it belong to?',
  options: ['a disease named elsewhere in the record (please specify)', 'a disease not yet named in the record', 'none; it stands alone'],
  sources: [guideline('I.A.13'), COMPLIANT_QUERY_PRACTICE],
});
