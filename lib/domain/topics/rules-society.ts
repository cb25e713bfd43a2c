import type { Rule } from './rule.ts'

// A language's name in the title is the point of the paper; in the abstract it may be one of the test sets.
const LANGUAGES = `arabic, bengali, bangla, hindi, romanian, kazakh, vietnamese, urdu, persian, farsi, hebrew, swahili,
  turkish, polish, indonesian, tamil, telugu, marathi, amharic, african language, indic, indian language, chinese,
  japanese, korean, russian, german, spanish, french, portuguese, italian, czech, greek, thai, dutch, finnish, hungarian,
  ukrainian, nepali, sinhala, mandarin, danish, swedish, norwegian, estonian, catalan, basque, slovak, bulgarian, serbian,
  croatian, icelandic, filipino, malay, yoruba, hausa, afrikaans, latin, sanskrit, mongolian, tibetan, uyghur, uzbek,
  malayalam, kannada, punjabi, gujarati`

// "on 28 languages", "across several languages": two may be a pair that is translated.
const MANY = 'multiple several four five six seven eight nine ten eleven twelve'
  .split(' ')
  .concat(Array.from({ length: 190 }, (_, index) => String(index + 10)))
  .join('|')

/** What people have to do with each other: trade, law, trust and languages. */
export const SOCIETY_RULES: readonly Rule[] = [
  {
    slug: 'finance',
    sure: `financ*, stock, stocks, stock market, trading, marketing, nft, nfts, cryptocurrenc*, bitcoin, portfolio,
      credit risk, credit scoring, econom*, investor, advertis*, e commerce, banking, insurance, non fungible,
      business process, customer churn, asset pric*, sales forecast*, auction, hedge, option pricing, supply
      chain, accounting, audit of compan*, earnings call, price forecast*, fintech, esg, loan, market
      prediction, exchange rate, limit order book, volatility, economy, macroeconomic, credit card, click
      through rate, ad creative, transaction fraud, credit card fraud, central bank, bank customer, bank
      transaction`,
    likely: `investment, market, revenue, price prediction, price, retail, business, customer, trader, blockchain,
      firm`,
    hint: 'company, commercial, risk, profit, cost effective',
    except: `economical, economically, computationally economic*, word portfolio, economic cost, socio economic,
      online advertisement, token economy, stock image, trading off, trading accuracy,
      economic growth of model, economize, portfolio of, economies of scale, trading speed,
      low altitude economy, low altitude economic, economic networking, sharing economy of`,
    categories: ['q-fin.ST', 'q-fin.TR', 'q-fin.CP', 'econ.EM', 'q-fin.PM'],
  },
  {
    slug: 'legal-social',
    sure: `legal, law, laws, court, statut*, judicial, news article, news, social media, social network,
      disinformation, misinformation, fake news, argument mining, politic*, election, twitter, tweet, hate
      speech, propaganda, journalis*, parliament*, clickbait, debate, public opinion, social science, online
      social, reddit, facebook, contract review, social platform, social polic*, conspiracy, rumor, democrac*,
      content moderation, societal, crisis tweet, disaster tweet, legislat*, humanit*, information diffusion,
      innovation diffusion, opinion dynamics, influence maximi*, geopolit*, social influence, collective
      decision, virality, information cascade, judgment prediction, court case, online discourse, political
      bias, patent law, fact check*, public policy`,
    likely: `social, media, online communit*, stance, campaign, argument, policy maker, cyberbully*, journalist,
      jurisdiction, opinion dynamics, crisis, disaster, regulation, user generated`,
    hint: 'public, platform, user generated content, citizen',
    except: `scaling law, scaling laws, power law, neural scaling law, laws for scaling, law of large, social bias,
      law of, physical law, physical laws, laws of, conservation law, conservation laws, social reasoning,
      societal bias, argument that, arguments that, laws governing, societal impact, social impact, societal
      benefit, zipf law, debate about, debate on whether, much debate, law bound, law behavior, legal move,
      social learn*, social robot, empirical law, social distancing, power laws, thermodynamic law, neural
      thermodynamic, news articles from, content from sources like`,
    categories: ['cs.SI', 'cs.CY', 'physics.soc-ph'],
  },
  {
    slug: 'security',
    sure: `intrusion detection, cybersecurity, cyber security, malware, adversarial attack, adversarial example,
      adversarial robustness, privacy preserv*, differential privacy, federated learning, backdoor, phishing,
      network security, evasion, malicious, vulnerability detection, cyber attack, membership inference, ddos,
      encrypt*, jailbreak*, prompt injection, cryptograph*, secure, watermark*, deepfake, data poison*, threat
      intelligence, adversarial perturbation, security, side channel, authentication, spoof*, forensic*,
      attacker, manipulation localization, image manipulation, tamper*, network attack, attack detection,
      cyberattack, adversarial image, adversarial guided, anonymi?ation, anonymization, deanonymi*,
      anonymisation, model extraction, copyright, machine unlearning, adversarially robust, face forgery,
      forgery, trojan, poisoning, attack success, homomorphic, privacy leak*, privacy risk, privacy attack,
      data privacy, user privacy, private inference, privacy guarantee, ai generated image, generated image
      detection, synthetic image detection, image forensic*, ai generated text, stegan*`,
    likely: `attack, intrusion, network traffic, threat, defense, adversar*, sensitive information, private data,
      adversary, vulnerability, privacy preserved, privacy, unlearning`,
    hint: 'leak*, robust, protection, trust',
    except: `generative adversarial, adversarial network, adversarial training procedure, adversarial loss,
      adversarial learning, social security, food security, adversarial training, adversarially trained,
      adversarial discriminat*, heart attack, security of supply, adversarial generat*`,
    categories: ['cs.CR'],
  },
  {
    slug: 'low-resource-languages',
    sure: `across|in|for|on ${MANY} languages, low resource language, under resourced, resource constrained language, resource scarce, multilingual,
      cross lingual, crosslingual, code switch*, code mix*, endangered language, indigenous language, language
      specific model, language identification, minority language, under represented language, monolingual,
      dialect, bilingual model, transliterat*`,
    title: LANGUAGES,
    likely: `low resource, xlm r, xlm roberta, mbert, m bert, language pair, non english,
      high resource language, several languages, multiple languages, different languages, other language, native`,
    hint: `${LANGUAGES}, english, corpus, language, transliterat*`,
    except: `chinese medicine, chinese academy, latin america, chinese restaurant, german traffic, low resource
      device, low resource setting, low resource hardware, multilingual .. tasks such, chinese room, greek
      letter, turkish lira, low resource regime, french revolution, chinese stock, chinese market, polish the,
      polish up, italian restaurant, german bank, low resource environment, low resource language modeling,
      low resource language model, programming languages`,
    categories: ['cs.CL'],
  },
]
