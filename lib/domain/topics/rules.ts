import type { Rule } from './rule.ts'
import { ARCHITECTURE_RULES } from './rules-architecture.ts'
import { DOMAIN_RULES } from './rules-domain.ts'
import { INSIGHT_RULES } from './rules-insight.ts'
import { LANGUAGE_RULES } from './rules-language.ts'
import { SIGNAL_RULES } from './rules-signal.ts'
import { SOCIETY_RULES } from './rules-society.ts'
import { TRAINING_RULES } from './rules-training.ts'
import { VISION_RULES } from './rules-vision.ts'

/** What earns each topic: one rule for every topic of the taxonomy. */
export const RULES: readonly Rule[] = [
  ...VISION_RULES,
  ...LANGUAGE_RULES,
  ...SIGNAL_RULES,
  ...DOMAIN_RULES,
  ...SOCIETY_RULES,
  ...ARCHITECTURE_RULES,
  ...TRAINING_RULES,
  ...INSIGHT_RULES,
]
