import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'anemia-type',
  question: 'The record names “{about}” without its type or cause. What is the type or cause of the anemia?',
  options: [
    'iron deficiency anemia',
    'anemia due to blood loss (acute or chronic, please specify)',
    'anemia of chronic disease (please name the disease)',
  ],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
