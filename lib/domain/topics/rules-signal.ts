import type { Rule } from './rule.ts'

/** Tasks on sound, on series, graphs and tables, and on decisions. */
export const SIGNAL_RULES: readonly Rule[] = [
  {
    slug: 'speech-recognition',
    sure: `speech recognition, asr, speech to text, spoken language understanding, speech transcription,
      voice recognition, speech translation, speech transformer, spoken language identification, lip reading,
      visual speech, audio visual speech`,
    likely: `word error rate, librispeech, wer, rescoring, acoustic model*, spoken language, conformer, transcri*,
      wav2vec, whisper, cer, ctc, speech model, speech encoder, speech representation, voice command, spoken
      dialogue`,
    hint: 'speech, spoken, utterance, streaming, speaker',
    except: `speech emotion recognition, hate speech, part of speech, parts of speech,
      tasks such as .. speech recognition, free speech`,
    categories: ['eess.AS', 'cs.SD', 'cs.CL'],
  },
  {
    slug: 'speech-synthesis',
    sure: `text to speech, tts, speech synthesis, vocoder, waveform generation, music generation, audio generation,
      voice conversion, speech generation, audio synthesis, music composition, voice cloning, singing voice,
      audio driven, generat* .. music, generat* .. speech, speech driven, music synthesis, symbolic music,
      sound generation, talking head, wavenet, speech enhancement, waveform synthesis, talking face, music to
      dance, spatial audio, audio rendering, audio editing, music editing, head related transfer, hrtf, dance
      generation, speech editing, text to music, text to audio, speech separation, source separation, audio
      synth*, speech denois*, lip sync*, target speaker extraction, audio codec, neural codec, speech codec,
      expressive speech, music transcription, music generat*, audio inpainting, singing, song generation,
      drum, beat generation, music creation, accompaniment, melody generation, sound synthesizer, music
      synthesizer, audio synthesizer`,
    likely: `mean opinion score, mos, prosody, melody, midi, piano, composer, speech language model, spoken language
      model, speech token`,
    hint: 'naturalness, spectrogram, voice, music, vocal, audio, waveform, raw audio',
    except: 'automatic speech recognition and text to speech',
    categories: ['eess.AS', 'cs.SD'],
  },
  {
    slug: 'audio-classification',
    sure: `audio classif*, audio tagging, keyword spotting, sound event, acoustic scene, speech emotion, sound
      classif*, music classif*, speaker identif*, speaker verif*, speech classif*, audio event, audio
      recognition, emotion recognition from speech, speech command, music tagging, bird sound, music genre,
      environmental sound, speaker recognition, spoken language identif*, speaker embedding, speech emotion
      recognition, cough detection, heart sound, audio and speech classif*, instrument recognition, speaker
      diari*, voice activity, deepfake audio, audio deepfake, audio representation, vocal emotion, vocal ..
      emotion, emotion .. speech, speech .. emotion, acoustic dataset, sound recognition, audio understanding,
      acoustic event, synthetic speech detection, speech deepfake, audio spoof*, anti spoof*, audio
      captioning, bioacoustic, acoustic recogni*, acoustic data, acoustic signal, phonocardiogram, respiratory
      sound, lung sound, infant cry, animal sound, audio fingerprint*, music information retrieval`,
    likely: 'audioset, esc 50, spectrogram, vggish, iemocap',
    hint: 'audio, sound, acoustic, mel',
    except: 'audio driven, audio generation, audio synthesis, audio visual speech, audio quality',
    categories: ['eess.AS', 'cs.SD'],
  },
  {
    slug: 'time-series',
    sure: `time series, forecast*, stock price prediction, traffic prediction, traffic forecast*, weather
      prediction, demand prediction, spatio temporal predict*, sequence forecasting, trajectory prediction,
      load prediction, traffic flow, remaining useful life, spatio temporal model*, anomaly detection in time
      series, electricity load, temporal point process, stock prediction, temporal signal, signal classif*,
      electrocardiogram classif*, sequence of sensor, marketing mix, marketing measurement, media mix,
      temporal forecast*, sequential sensor, time to event, spatio temporal few shot, temporal prediction, ecg
      classif*, eeg classif*, signal forecast*, event sequence, load monitoring, load forecast*, traffic
      volume, imu, inertial sensor, accelerometer, wearable sensor, human activity recognition, glucose
      prediction, glucose level, light curve`,
    likely: `price prediction, multivariate, sensor data, historical data, long term prediction, temporal dynamics,
      time step, nowcast*, stock, lead time, autoregressive model for time, temporal data, ecg, sensor signal,
      power consumption data, spatio temporal graph, spatio temporal data, spatio temporal learn*, spatio
      temporal dependenc*, spatio temporal forecast*, crowd flow, traffic speed, arrival time, anomaly in
      time, temporal point`,
    hint: 'temporal, trend, season*, horizon, predict, sequential data',
    except: 'cross time series, forecast the frame',
    categories: ['q-fin.ST', 'stat.AP'],
  },
  {
    slug: 'graph-learning',
    sure: `graph neural, gnn, gnns, hgnn, graph transformer, graph convolution*, graph network, graph attention,
      graph representation, graph classif*, node classif*, link prediction, graph learning, graph embedding,
      message passing, knowledge graph embedding, graph language model, graph generation, graph contrastive,
      network embedding, heterogeneous graph, graph structured, arbitrary graph, graph data, gcn, gat,
      hypergraph, graph pool*, graph level, graph autoencoder, graph auto, weisfeiler, knowledge graph
      completion, spatio temporal graph, social graph, molecular graph, graph anomaly, temporal graph, dynamic
      graph, graph foundation, vision graph, knowledge base completion, knowledge graph reasoning`,
    likely: 'graph, adjacency, node, node embedding, molecular graph, laplacian',
    hint: 'edge, structure, topology, connectivity',
    title: 'graph, graphs',
    except: `knowledge graph, computational graph, computation graph, scene graph, graph of attention, graph algorithm,
      edge device, dependency graph of, bar graph, call graph, knowledge graphs from, edge computing`,
    categories: ['cs.SI', 'cs.LG'],
  },
  {
    slug: 'tabular-data',
    sure: `tabular, table understanding, table question answering, structured table, table data, table generation,
      tabular data, table based, tableqa, table representation, text to sql, tabular learn*, tables and text,
      spreadsheet, table to text, click through rate predict*`,
    likely: `table, gradient boost*, xgboost, column, row and column, spreadsheet, sql, relational table,
      categorical feature, heterogeneous feature`,
    hint: 'relational, synthetic data, numerical, record',
    except: 'table 1, table 2, lookup table, look up table, hash table, table tennis, on the table',
    categories: ['cs.DB', 'cs.LG'],
  },
  {
    slug: 'reinforcement-learning',
    sure: `reinforcement learning, deep rl, offline rl, rlhf, multi agent rl, policy gradient, q learning, decision
      transformer, policy learning, actor critic, bandit, imitation learning, reward model, robot learning,
      world model, model based rl, policy optimization, markov decision, robotic control, robot control,
      allocation policy, robotic manipulation, inverse reinforcement, vision language action, robotic policy,
      robot manipulation, vla, robot navigation, robotic grasp*, humanoid robot, legged, locomotion,
      visuomotor, motion planning, behavior cloning, dexterous, reward shaping, multi agent reinforcement, sim
      to real, game playing, offline reinforcement, grpo, rl agent, reinforcement fine tuning, robot policies,
      bimanual, embodied agent, embodied ai, visual navigation, object navigation, language navigation`,
    likely: 'rl, reward, policy, atari, mujoco, ppo, exploration, control task, embodied',
    hint: 'agent, environment, robot, control, simulation, action, scheduling',
    except: `privacy policy, public policy, policy maker, policy making, foreign policy, economic policy,
      multi agent system, policy decision`,
    categories: ['cs.RO', 'cs.MA', 'cs.LG'],
  },
  {
    slug: 'anomaly-detection',
    sure: `anomaly detect*,
      anomaly|anomalies|outlier|intrusion|fraud|incident|malware|defect|attack|phishing|novelty|fault|botnet|threat
      detect*, abnormal event, abnormal activit*, detect* .. anomalies, detect* .. attacks, detect* ..
      intrusion, detect* .. fraud, out of distribution detection, intrusion detection, network intrusion,
      detect* .. incidents, anomalous, ddos, seizure detection, fault diagnosis, deepfake detection, detect*
      .. abnormal, bot detection, log anomaly, shoplifting, anomalous traffic, abnormality detection, violence
      detection, anomalous .. traffic, face forgery detection, fault detect*, crack detection, defect
      inspect*, cyber threat, outlier detect*, change point, failure prediction, misuse detection, fake
      detection, abnormality`,
    likely: 'anomaly, anomalies, anomalous behavior, intrusion, abnormal, incident, ids, fraud, nids',
    hint: 'attack, malicious, detection, unsupervised, surveillance, unusual, outlier',
    except: `adversarial attack, attack detect* model robustness, plagiarism detection, loss outlier,
      activation outlier, outlier feature, weight outlier, lesion detection`,
    categories: ['cs.CR'],
  },
]
