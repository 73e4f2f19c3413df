import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'respiratory-failure-type',
  question: 'The record names “{about}” without hypoxia or hypercapnia. What accompanied the respiratory failure?',
  options: ['hypoxia', 'hypercapnia', 'hypoxia and hypercapnia', 'neither'],
  sources: [guideline('I.C.10.b'), COMPLIANT_QUERY_PRACTICE],
});
