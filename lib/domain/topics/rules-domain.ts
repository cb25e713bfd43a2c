import type { Rule } from './rule.ts'

/** The sciences and trades a paper works for. */
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
      diagnostic, diagnostics of the, virtual diagnostic, x ray security, security x ray, x ray baggage,
      baggage x ray`,
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
      patent, engineering design, neural operator, turbulen*, quantum, dynamical system, weather forecast*,
      numerical weather, finite element, mechanical, structural engineering, particle physics, navier stokes,
      physical system, aerodynamic*, power system, power grid, high energy physics, materials engineering,
      circuit design, battery, physics based, astronom*, astrophys*, hamiltonian, wireless communication,
      antenna, 6g, 5g, manufactur*, electromagnetic, surrogate model, semiconductor, boundary representation,
      b rep, molecular dynamic*, smart grid, modulation classif*, analog circuit, quadrotor, quadcopter, quad
      copter, newtonian, physical simulation, physics simulation, physics guided, finite element*, structural
      health, radar, integrated circuit, physical dynamics, hydraulic, wireless, wi fi, isac, integrated
      sensing, beamforming, mimo, ofdm, intelligent reflecting, reconfigurable intelligent, channel state
      information, beam dynamics, charged particle, particle accelerator, particle beam, plasma, collider,
      photonic*, spectroscop*, power plant, robotic assembly, industrial process, predictive maintenance,
      combustion, aerospace, spacecraft, satellite communication, telecommunication, vlsi, rtl, hardware
      design, gravitational, cosmolog*, galax*, telescope, stellar, optical fiber, optical network, optical
      communication, optical system, metasurface, light curve, cad model, cad design, metamaterial`,
    likely: `physics, physical law, differential equation, simulation of, engineering, engineering system, solid,
      aircraft, design process, channel estimation, inverse problem, surrogate, fluid, cad`,
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
]
