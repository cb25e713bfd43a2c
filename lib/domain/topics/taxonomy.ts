/** The kinds of question a topic answers: what for, where, how, and what we learn. */
export type Facet = 'task' | 'domain' | 'method' | 'insight'

/** One subject a paper can be about. The slug stands in URLs and in the store: it never changes. */
export type Topic = { slug: string; facet: Facet; name: string; definition: string }

/** The facets in the order in which pages show them. */
export const FACETS: readonly { slug: Facet; name: string }[] = [
  { slug: 'task', name: 'Tasks' },
  { slug: 'domain', name: 'Domains' },
  { slug: 'method', name: 'Methods' },
  { slug: 'insight', name: 'Insights' },
]

/** The topic with exactly this slug, or null. */
export function findTopic(slug: string): Topic | null {
  return bySlug.get(slug) ?? null
}

/** Whether a topic with exactly this slug exists. */
export function isTopic(slug: string): boolean {
  return bySlug.has(slug)
}

/** The name to show for a slug; a slug we do not know shows as it is. */
export function topicName(slug: string): string {
  return bySlug.get(slug)?.name ?? slug
}

/** Every topic, facet by facet, in the order in which pages show them. */
export const TOPICS: readonly Topic[] = [
  ...topics('task', [
    [
      'image-classification',
      'Image Classification',
      'Assigns labels to whole images; general image recognition backbones evaluated on classification.',
    ],
    [
      'object-detection',
      'Object Detection',
      'Locates and labels objects in images or point clouds; includes detection of small targets and hyperspectral point objects.',
    ],
    [
      'image-segmentation',
      'Image Segmentation',
      'Per-pixel (or per-voxel) labelling: semantic, instance, panoptic, medical segmentation.',
    ],
    [
      'image-restoration',
      'Super-Resolution & Restoration',
      'Super-resolution, deblurring, denoising, low-light enhancement and other low-level vision.',
    ],
    [
      'image-generation',
      'Image Generation',
      'Synthesises or edits images: GANs, diffusion, style transfer, normalizing flows, scene graph to image.',
    ],
    [
      'video',
      'Video Understanding & Generation',
      'Video recognition, video segmentation, video anomaly detection, talking heads, portrait animation.',
    ],
    [
      '3d-vision',
      '3D Vision',
      '3D reconstruction, point clouds, occupancy, pose in 3D, tracking in point clouds, Gaussian splatting, CAD solids.',
    ],
    ['pose-estimation', 'Pose Estimation', 'Human or object pose and keypoints.'],
    ['object-tracking', 'Object Tracking', 'Follows objects over frames, in 2D or 3D.'],
    [
      'document-ai',
      'Document AI & OCR',
      'Document layout, handwriting and text recognition, licence plates, information extraction from documents.',
    ],
    ['vision-language', 'Vision-Language', 'Image captioning, visual question answering, CLIP-like image-text models.'],
    ['machine-translation', 'Machine Translation', 'Translates between human languages.'],
    [
      'text-classification',
      'Text Classification',
      'Sentiment, emotion, topic, clickbait, claims and other labels of text; content moderation.',
    ],
    [
      'question-answering',
      'Question Answering',
      'Answers questions over text or knowledge, including retrieval-augmented generation.',
    ],
    [
      'information-retrieval',
      'Information Retrieval',
      'Document or passage search and ranking, including legal retrieval and RAG retrieval.',
    ],
    [
      'information-extraction',
      'Information Extraction',
      'Named entities, relations, entity tracking, knowledge graphs built from text, medical coding.',
    ],
    ['text-generation', 'Text Generation', 'Controllable or structured text generation, summarisation, reports.'],
    ['language-modeling', 'Language Modeling', 'Pretraining and architecture of (large) language models.'],
    ['code', 'Code', 'Models of source code: generation, analysis, explanation.'],
    ['reasoning', 'Reasoning & Planning', 'Algorithmic, mathematical or planning abilities of models.'],
    ['speech-recognition', 'Speech Recognition', 'Speech to text and spoken language understanding.'],
    [
      'speech-synthesis',
      'Speech & Audio Generation',
      'Text-to-speech, vocoders, music or audio generation, audio-driven animation.',
    ],
    [
      'audio-classification',
      'Audio Classification',
      'Labels sounds and speech: audio tagging, keyword spotting, emotion from audio.',
    ],
    [
      'time-series',
      'Time Series & Forecasting',
      'Forecasts or analyses sequences over time: stocks, traffic, weather, marketing.',
    ],
    ['graph-learning', 'Graph Learning', 'Graph neural networks, graph transformers and tasks on graphs.'],
    ['tabular-data', 'Tabular Data', 'Models of tables, generation or prediction on them.'],
    ['reinforcement-learning', 'Reinforcement Learning', 'Learning by reward, control, allocation policies.'],
    ['anomaly-detection', 'Anomaly & Intrusion Detection', 'Detects abnormal events, attacks, incidents or fraud.'],
  ]),
  ...topics('domain', [
    ['medical', 'Medicine & Health', 'Medical images, records, clinical text, seizures, radiology, pathology.'],
    [
      'biology-chemistry',
      'Biology & Chemistry',
      'Molecules, drugs, proteins, peptides, reactions, materials, solvents.',
    ],
    [
      'physics-engineering',
      'Physics & Engineering',
      'PDEs, physics-informed networks, weather physics, CAD, patents and engineering design.',
    ],
    ['earth-remote-sensing', 'Earth & Remote Sensing', 'Satellite and aerial data, agriculture, climate and weather.'],
    ['finance', 'Finance & Business', 'Stocks, markets, marketing, NFTs.'],
    [
      'legal-social',
      'Law, Society & Media',
      'Legal texts, news, social networks, disinformation, argument mining, politics.',
    ],
    [
      'autonomous-driving',
      'Driving & Traffic',
      'Autonomous driving, occupancy of roads, traffic incidents, licence plates.',
    ],
    ['security', 'Security', 'Network intrusion, adversarial evasion, privacy.'],
    [
      'low-resource-languages',
      'Multilingual & Low-Resource',
      'Languages other than English as the point of the work; multilingual models.',
    ],
  ]),
  ...topics('method', [
    [
      'vision-transformer',
      'Vision Transformer',
      'ViT, Swin and hybrid vision transformers as the method proposed or studied.',
    ],
    ['state-space-models', 'State Space Models & Mamba', 'Mamba, S4 and other structured state space models.'],
    ['recurrent-networks', 'Recurrent Networks', 'LSTM, xLSTM, GRU and linear recurrent models.'],
    [
      'convolution',
      'Convolutional Networks',
      'CNNs as the method proposed or a central comparison, including CNN-transformer hybrids and MLP/conv mixers.',
    ],
    ['diffusion-models', 'Diffusion Models', 'Denoising diffusion and score-based generation.'],
    ['gan', 'GANs', 'Generative adversarial networks.'],
    ['kan', 'Kolmogorov-Arnold Networks', 'KAN layers and networks.'],
    ['mixture-of-experts', 'Mixture of Experts', 'Routed expert or modular architectures.'],
    [
      'self-supervised',
      'Self-Supervised & Pretraining',
      'Self-supervised or masked pretraining, contrastive learning.',
    ],
    ['fine-tuning', 'Fine-Tuning & Adaptation', 'Parameter-efficient fine-tuning, few-shot, transfer to limited data.'],
    [
      'compression',
      'Compression & Quantization',
      'Quantization, pruning, distillation, low-rank, lightweight networks.',
    ],
    [
      'efficient-inference',
      'Efficient Training & Inference',
      'Speed, memory, hardware, systems, scaling and growth of models to save compute.',
    ],
    [
      'attention-mechanisms',
      'Attention Mechanisms',
      'New attention modules or changes to the transformer block itself.',
    ],
  ]),
  ...topics('insight', [
    ['theory', 'Theory & Scaling Laws', 'Proofs, expressivity, scaling laws, mathematical understanding.'],
    ['interpretability', 'Interpretability', 'Explaining or visualising what models do.'],
    ['fairness-safety', 'Fairness, Bias & Safety', 'Bias, privacy, harm, moderation.'],
    ['survey', 'Survey & Review', 'Surveys, reviews, comparative studies.'],
    ['dataset-benchmark', 'Dataset & Benchmark', 'Introduces a data set, benchmark or challenge.'],
    ['multimodal', 'Multimodal', 'Joins two or more modalities (text, image, audio, depth, graph) in one model.'],
  ]),
]

const bySlug: ReadonlyMap<string, Topic> = new Map(TOPICS.map(topic => [topic.slug, topic]))

function topics(facet: Facet, rows: readonly [slug: string, name: string, definition: string][]): Topic[] {
  return rows.map(([slug, name, definition]) => ({ slug, facet, name, definition }))
}
