import type { Rule } from './rule.ts'

// A language's name in the title is the point of the paper; in the abstract it may be one of the test sets.
const LANGUAGES = `arabic, bengali, bangla, hindi, romanian, kazakh, vietnamese, urdu, persian, farsi, hebrew, swahili,
  turkish, polish, indonesian, tamil, telugu, marathi, amharic, african language, indic, indian language, chinese,
  japanese, korean, russian, german, spanish, french, portuguese, italian, czech, greek, thai, dutch, finnish, hungarian,
  ukrainian, nepali, sinhala, mandarin, danish, swedish, norwegian, estonian, catalan, basque, slovak, bulgarian, serbian,
  croatian, icelandic, filipino, malay, yoruba, hausa, afrikaans, latin, sanskrit, mongolian, tibetan, uyghur, uzbek,
  malayalam, kannada, punjabi, gujarati`

const MANY = [
  'multiple',
  'several',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
  .concat(Array.from({ length: 190 }, (_, index) => String(index + 10)))
  .join('|')

/** The fields a paper works for. */
export const DOMAIN_RULES: readonly Rule[] = [
  {
    slug: 'medical',
    sure: `medical, biomedical, clinical, radiolog*, patholog*, histopatholog*, healthcare, health record, patient,
      disease, cancer, tumor, tumour, mri, ultrasound, x ray, ct scan, ct image, seizure, epilep*, ecg, eeg,
      lesion, retina*, fundus, endoscop*, surgical, alzheimer, covid 19, diabetes, icd coding, electronic
      health, ehr, fetal, dermatolog*, polyp, brain imaging, mental health, depression, nuclei, health care,
      cardiac, glaucoma, pneumonia, surgery, mammogra*, neuroimag*, parkinson, skin disease, carotid,
      intraoperative, mammograph*, atrial fibrillation, stroke, dementia, dermato*, radiograph, biosignal,
      physiological signal, suicid*, psychiatr*, icu, sleep stag*, autism, tuberculosis, scoliosis, dental,
      ophthalm*, colonoscop*, cytolog*, whole slide, medication, nursing, oncolog*, drug interaction, hearing
      impaired, brain computer interface, arrhythmia, clinic, triage, genomic medicine, vital sign,
      phonocardiogram, magnetic resonance, positron emission`,
    likely: `health, diagnos*, physician, doctor, cell segmentation, microscopy, covid, pandemic, therap*, nurse,
      anatom*, icu, abdominal, organ segmentation, drug side effect, brain tumor, treatment, symptom,
      medicine, blood, wearable, hospital, glucose`,
    hint: 'brain, tissue, organ, wellbeing',
    except: `diagnose the model, system diagnos*, fault diagnos*, medical and, including medical, medical to, patient
      cost, rice|plant|crop|leaf disease, plant patholog*, disease of plant, diagnose why, diagnose and, like
      medical image enhancement, surgical repair, surgical precision, surgical edit*, surgically, beam
      diagnostic, diagnostics of the, virtual diagnostic`,
    categories: ['eess.IV', 'q-bio.QM'],
  },
  {
    slug: 'biology-chemistry',
    sure: `molecule, molecular, protein, peptide, drug discovery, drug design, drug candidate, chemical, chemistry,
      genom*, dna, rna, gene expression, retrosynthesis, reaction prediction, reaction yield, material
      science, materials discovery, solvent, biolog* sequence, single cell, crystal, compound, antibod*,
      bioinformatic*, enzyme, smiles, inverse design of material, materials design, biology, amino acid,
      organic reaction, ligand, docking, genetic variant, transcriptom*, microbi*, drug target,
      cheminformatic*, metabol*, catalyst, porous material, metal organic framework, neurobiolog*, polymer,
      mrna, nucleotide, cell type, gene regulat*, phylogen*, protein structure, proteom*, biodiversity, mass
      spectr*, perovskite, alloy, atomistic, interatomic, molecular dynamics, force field`,
    likely: `drug, biolog*, reaction, material property, alphafold, toxicity prediction, binding affinity, gene,
      sequence design, biochem*, materials, species, neuroscien*`,
    hint: 'sequence, synthesis, structure, cell',
    except: `visual genome, biologically inspired, biologically plausible, compound scaling, biological plausib*,
      compound model, chemical reaction to, biological inspiration, dna of, compound figure, compound effect,
      biological neuron, biological brain, protein biomarker, spacecraft docking, docking station,
      docking maneuver`,
    categories: ['q-bio.BM', 'q-bio.QM', 'physics.chem-ph', 'cond-mat.mtrl-sci', 'q-bio.GN'],
  },
  {
    slug: 'physics-engineering',
    sure: `partial differential, pde, pdes, physics informed, pinn, pinns, fluid dynamic*, computer aided design,
      cad, patent, engineering design, neural operator, turbulen*, quantum, dynamical system, weather
      forecast*, numerical weather, finite element, mechanical, structural engineering, particle physics,
      navier stokes, physical system, aerodynamic*, power system, power grid, high energy physics, materials
      engineering, circuit design, battery, physics based, astronom*, astrophys*, hamiltonian, wireless
      communication, antenna, 6g, 5g, manufactur*, electromagnetic, surrogate model, semiconductor, boundary
      representation, b rep, molecular dynamic*, smart grid, modulation classif*, analog circuit, quadrotor,
      quadcopter, quad copter, newtonian, physical simulation, physics simulation, physics guided, finite
      element*, structural health, radar, integrated circuit, physical dynamics, hydraulic, wireless, wi fi,
      isac, integrated sensing, beamforming, mimo, ofdm, intelligent reflecting, reconfigurable intelligent,
      channel state information, beam dynamics, charged particle, particle accelerator, particle beam, plasma,
      collider, photonic*, spectroscop*, power plant, robotic assembly, industrial process, predictive
      maintenance, combustion, aerospace, spacecraft, satellite communication, telecommunication, vlsi, rtl,
      hardware design, gravitational, cosmolog*, galax*, telescope, stellar, optical fiber, optical network,
      optical communication, optical system, metasurface, light curve`,
    likely: `physics, physical law, differential equation, simulation of, engineering, engineering system, solid,
      aircraft, design process, channel estimation, inverse problem, surrogate, fluid`,
    hint: 'physical, mechanics, simulation, numerical, design, industrial, thermal',
    except: `feature engineering, prompt engineering, software engineering, quantum leap, engineering effort,
      physical activity, mechanical turk, physical adversarial, reverse engineering, engineering of, prompt engineer*,
      physical world, mobile battery, battery life, battery of, cad system for diagnosis`,
    categories: ['physics.flu-dyn', 'physics.comp-ph', 'math.NA', 'quant-ph', 'physics.ao-ph', 'eess.SP', 'hep-ph'],
  },
  {
    slug: 'earth-remote-sensing',
    sure: `remote sensing, satellite, aerial image*, hyperspectral, earth observation, agricult*, crop, rice,
      climate, weather forecast*, land cover, plant, precipitation, flood, wildfire, geospatial, drought,
      nowcasting, multispectral, sar image*, uav image*, drone image*, seismic, earthquake, forest, ocean,
      environmental monitoring, earth science, climate change, sentinel 2, landslide, air quality, vegetation,
      aerial data, farming, soil, digital surface model, meteorolog*, phenotyping, weather prediction, urban
      land, river discharge, hydrolog*, cloud optical, radiance, rainfall, land surface, snow, glacier, sea
      surface, crop yield, lulc, geolocali*, geo localization, tropical cyclone, el nino, tree species,
      groundwater, weather model, greenhouse, solar irradiance, sar, synthetic aperture, very high resolution
      image*, seafloor, seabed, coral reef, marine monitoring, canopy, pollutant, air pollution`,
    likely: `weather, landsat, aerial, geograph*, biodiversity, environmental, species distribution, atmospher*`,
    hint: `spatial, spectral spatial, land, field, map, uav, drone, spectral`,
    except: `random forest, decision forest, isolation forest, power plant, climate of, communication satellite,
      satellite cell, environmental cost, environmental footprint, environmental impact, adverse weather,
      environmental claim, weather condition, satellite communication, inclement weather, environmental sound,
      flood of, industrial plant, open weather, climate for, aerial vehicle, aerial robot, aerial network,
      aerial manipulat*`,
    categories: ['physics.ao-ph', 'physics.geo-ph', 'eess.IV'],
  },
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
    slug: 'autonomous-driving',
    sure: `autonomous driving, self driving, autonomous vehicle, traffic incident, traffic flow, traffic
      prediction, traffic forecast*, license plate, licence plate, driving scene*, driving scenario, occupancy
      prediction, intelligent transport*, lane detection, traffic sign, vehicle trajectory, semantickitti,
      nuscenes, waymo, semantic occupancy, road traffic, traffic data, automated driving, automotive, driver
      assist*, driver behavior, driving, transportation system, traffic congestion, traffic accident, traffic
      light, road network, traffic safety, vehicle detection, vehicular, traffic image, traffic scene, traffic
      speed, driver assistance, vehicle to everything, vehicular network, traffic management, urban traffic,
      trajectory prediction for vehicles, motion forecast*, driving agent, bev, vehicle re identification,
      railway, parking, ride hailing, self driving car, driver drowsiness, end to end driving, accident
      prediction, crash`,
    likely: 'vehicle, road, traffic, kitti, pedestrian, bird s eye, smart city, driver',
    hint: 'urban, car, scene, street, city, trajectory, lidar',
    except: `audio driving, speech driving, network traffic, driving force, driving factor, driving progress,
      driving the, driving success, traffic classif*, internet traffic, has been driving, are driving,
      driving advance*, driving research, driving innovation, driving recent, driving improvement,
      http traffic, encrypted traffic, anomalous traffic, malicious traffic, traffic generated by,
      web traffic, normal traffic`,
    categories: ['cs.RO'],
  },
  {
    slug: 'security',
    sure: `intrusion detection, cybersecurity, cyber security, malware, adversarial attack, adversarial example,
      adversarial robustness, privacy preserv*, differential privacy, federated learning, backdoor, phishing,
      network security, evasion, malicious, vulnerability detection, cyber attack, membership inference, ddos,
      encrypt*, jailbreak*, prompt injection, cryptograph*, secure, watermark*, deepfake, data poison*, threat
      intelligence, adversarial perturbation, security, steganograph*, side channel, authentication, spoof*,
      forensic*, attacker, manipulation localization, image manipulation, tamper*, network attack, attack
      detection, cyberattack, adversarial image, adversarial guided, anonymi?ation, anonymization, deanonymi*,
      anonymisation, model extraction, copyright, machine unlearning, unlearning, adversarially robust, face
      forgery, forgery, trojan, poisoning, attack success, homomorphic, privacy leak*, privacy risk, privacy
      attack, data privacy, user privacy, private inference, privacy guarantee, ai generated image, generated
      image detection, synthetic image detection, image forensic*, ai generated text`,
    likely: `attack, intrusion, network traffic, threat, defense, adversar*, sensitive information, private data,
      adversary, vulnerability, privacy preserved, privacy`,
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
