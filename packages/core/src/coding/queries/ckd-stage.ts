import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'ckd-stage',
  question: 'The record names “{about}” without a stage. What is the stage of the chronic kidney disease?',
  options: ['stage 1', 'stage 2', 'stage 3a', 'stage 3b', 'stage 4', 'stage 5', 'end-stage renal disease'],
  sources: [guideline('I.C.14.a'), COMPLIANT_QUERY_PRACTICE],
});
