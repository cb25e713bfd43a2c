import type { Rule } from './rule.ts'

/** Tasks on text, code and knowledge. */
export const LANGUAGE_RULES: readonly Rule[] = [
  {
    slug: 'machine-translation',
    sure: `machine translation, neural translation, nmt, translation system, translation model, document
      translation, speech translation, low resource translation, translat* from .. to, translation quality,
      language translation, multilingual translation, translate .. from, sign language translation,
      multilingual nmt, translation task, simultaneous translation, low resource mt, post editing, translation
      quality estimation`,
    likely: 'bleu, wmt, translation, parallel corp*, translating, source language, target language, iwslt',
    hint: 'translate, bilingual, encoder decoder',
    except: `image translation, image to image translation, back translation, machine translation technique,
      using machine translation, translation invarian*, translation equivarian*, clinical translation,
      translation of the, tasks such as machine translation, open source language, code source language`,
    categories: ['cs.CL'],
  },
  {
    slug: 'text-classification',
    sure: `text|document|sentence|topic|intent|news|emotion|sentiment|tweet|stance classif*, sentiment analysis,
      opinion mining, emotion detection, emotion recognition in text, clickbait, hate speech, content
      moderation, fake news detection, stance detection, claim detection, sarcasm, offensive language, toxic*,
      spam detection, misinformation detection, disinformation detection, rumor detection, claim verification,
      authorship, propaganda detection, classif* .. texts, classif* .. tweets, argument classif*, irony
      detection, aspect based, abusive language, detecting fake news, toxicity detection, cyberbullying,
      emotion analysis, multi label text, content analysis, word sense disambiguation, discourse relation,
      subjectivity detection, aggression detection, aggression identification, unreliable news, news
      detection, bot detection on twitter, essay scoring, readability, text categori*, word in context, hedge
      detection, sentence pair classif*, detection of .. text`,
    likely: `sentiment, claim, text category*, polarity, opinion, moderation, disinformation, misinformation, label*
      .. text, f1 score .. text, sequence classif*, depression detection, classif* .. posts, natural language
      inference, textual entailment, entailment`,
    hint: 'classif*, tweet, post, emotion',
    except: `classification and text, speech emotion, facial emotion, image and text classification, emotion from
      audio, speech sentiment, vocal emotion, acted speech, emotion .. speech, speech .. emotion, visual
      entailment`,
    categories: ['cs.CL', 'cs.SI', 'cs.IR'],
  },
  {
    slug: 'question-answering',
    sure: `question answering, answer* .. question, qa system, qa model, reading comprehension, open domain qa, qa
      task, qa dataset, multi hop qa, kbqa, conversational qa, qa, answer selection, answer retrieval, answer
      generation, knowledge base question, retrieval augmented generation, question answer`,
    likely: 'squad, natural questions, triviaqa, hotpotqa, question, rag, answer',
    hint: 'passage, retriever, hallucination',
    except: `answer* the|this|these question, research question, critical question, important question, open question,
      fundamental question, natural question of, question of whether, question whether, visual question answering,
      visual question, question is, raises the question, following question, answer to this question,
      answer this question, this question, question arise*, central question, key question, qa expert,
      legal question answering, raises a .. question`,
    categories: ['cs.CL', 'cs.IR'],
  },
  {
    slug: 'information-retrieval',
    sure: `information|document|documents|passage|text|texts|dense|neural|image|legal|code|semantic|cross
      modal|music|statute|case|video|sparse retrieval, content based retrieval, document ranking, passage
      ranking, retrieval augmented, search engine, recommend* system, ad hoc ranking, web search, semantic
      search, recommendation, sequential recommend*, re ranking, reranking, learning to rank, query expansion,
      recommender, relevance ranking, retrieval model, retrieval system, retrieval performance, ctr, click
      through rate, session based recommend*`,
    likely: `retrieval, retriever, ms marco, trec, relevant document, ranking, bm25, click through, search result,
      beir, search query, user query, queries and documents, user item, collaborative filtering, item
      embedding, text embedding, embedding model, sentence embedding`,
    hint: 'search, collection, index, ranker, retrieve, query, item, relevance',
    except: `passkey retrieval, key value retrieval, associative retrieval, phase retrieval, query key, query token,
      object query, learnable query, query and key, key query value, query vector, query based, query image,
      retrieval head, query key value, key and query, recommendations for, provide recommendation,
      policy recommendation, recommendations on, practical recommendation, offer recommendation,
      of recommendations, comprehensive recommendation, recommendations to, thickness retrieval,
      parameter retrieval, satellite retrieval, cloud retrieval, optical thickness, cot retrieval,
      information retriever`,
    categories: ['cs.IR', 'cs.DL'],
  },
  {
    slug: 'information-extraction',
    sure: `information|relation|entity|event|keyphrase|knowledge|term|concept|fact|relationship|triple|triplet
      extraction, named entit*, ner, entity recognition, entity tracking, entity linking, relation classif*,
      knowledge graph construct*, construct* .. knowledge graph, knowledge graph, medical coding, icd cod*,
      clinical cod*, entity resolution, coreference, slot filling, semantic role label*, part of speech,
      extract* .. entities, event detection from, sequence label*, relationship extraction, icd, tracking
      entities, ontology alignment, ontology matching, knowledge base construct*, knowledge base population,
      event extraction, entity match*, entity align*, fact extraction, citation extraction, argument
      extraction, pos tagging, knowledge base completion`,
    likely: `extract* .. information, ontology, tagging, extraction, token classif*, procedural text, conll,
      dependency pars*, semantic pars*`,
    hint: 'annotat*, span, relation, structured, entity, entities, fact',
    title: 'information extraction, knowledge graph, entity, entities',
    except: 'feature extraction, entity of, feature extraction module, features extraction, legal entity',
    categories: ['cs.CL', 'cs.IR', 'cs.DB'],
  },
  {
    slug: 'text-generation',
    sure: `text generation, language generation, nlg, summari?ation, summarization, summarisation, dialogue
      generation, story generation, report generation, generat* .. reports, controllable generation, data to
      text, headline generation, poetry generation, structured report, response generation, controlled
      generation, text style transfer, abstractive, constrained decoding, text simplification, poem, lyric,
      chatbot, dialogue system, question generation, document generation, caption generation, grammatical
      error correction, text summar*, document summar*, news summar*, summar* .. documents, summar* ..
      articles, summar* .. dialogues, dialogue model, dialog system, conversational agent, open domain
      dialogue, dialog generation, story telling, creative writing, paraphrase generation, paraphras* .. text,
      paraphrasing, conversational model, conversation generation, neural conversation*, dialogue response,
      chit chat`,
    likely: 'rouge, generated text, generat* .. text, fluent, fluency, fluent text, open ended generation, dialogue',
    hint: 'report, generation, generate, decoding, controllable, t5',
    except: 'text to image generation, text to speech generation, we report, handwritten text generation',
    categories: ['cs.CL'],
  },
  {
    slug: 'language-modeling',
    sure: `language modeling, language modelling, language model pretraining, language model pre training, causal
      language, masked language model*, train* .. language model*, pretrain* .. language model*, pre train* ..
      language model*, autoregressive language model*, llm pretraining, llm pre training, train* .. llm, next
      token prediction, language model architecture, long context model*, babylm, next word prediction,
      scaling .. language models, language model train*, open language model, foundation language model,
      language representation model, language model* .. pre train*, bidirectional encoder representation,
      neural language model, multilingual pretrain*, multilingual scaling, byte level language, n gram model,
      n gram language, language model scaling, language model inference, language model perplexity, improve*
      .. language models, llm architecture, small language models .. train*, long context llm, token
      prediction, pretraining data, pre training data, instruction tuned language, base language model, causal
      lm, autoregressive lm, language models at scale, trillion token, billion token, trained on .. tokens,
      large language model .. pre trained, large language model .. pretrained, language models memorize,
      diffusion language model`,
    likely: `perplexity, gpt 2, gpt2, gpt 3, decoder only, wikitext, pre train* corp*, transformer based language
      model, long context, context length, c4, pile, transformer lm, byte pair, tokenizer, small language
      model, tokenizer free, tokeniser, subword, tokenization`,
    hint: 'language model, llm, llama, corpora, autoregressive, sequence length',
    except: `language model for code, external language model, language modeling toolkit, language model rescoring,
      pre trained language model, pretrained language model, vision language model, visual language model,
      vision language modeling, multimodal large language model, large vision language model,
      acoustic and language modeling`,
    categories: ['cs.CL'],
  },
  {
    slug: 'code',
    sure: `source code, code generation, program synthesis, code completion, code summar*, models for code, models
      of code, programming language, code search, vulnerability detection, code review, bug detection, program
      repair, code understanding, code llm, code model, codebert, software engineering, smart contract code,
      code translation, automated program*, code change, bug fix*, unit test generation, binary code, malware
      code, code intelligence, software vulnerabilit*, software defect, code clone, code representation, bug
      report, bug prediction, bug resolution, code generated by, code correction, code edit*, code llms, code
      repair, software testing, code snippet, code smell, swe bench, smart contract, code embedding, code pre
      train*, decompil*, code reason*, verilog, rtl, automatic program, compiler optimi*, software engineer*,
      commit message, api recommend*, type inference, code comment, log pars*`,
    likely: `github copilot, abstract syntax, humaneval, developer, software, compiler, bug, static analysis,
      api usage`,
    hint: 'program, repository, code, syntax, javascript, python',
    except: `source code is available, source code will be, source code is, source code can, source code and,
      code is available, our source code, the source code, open source code, open source software, source code are,
      source code for this, source code at, source code of this, source code has`,
    categories: ['cs.SE', 'cs.PL'],
  },
  {
    slug: 'reasoning',
    sure: `reasoning capabilit*, reasoning abilit*,
      mathematical|logical|algorithmic|commonsense|symbolic|arithmetic|relational|compositional|chain|deductive|causal|temporal|multi
      hop reasoning, reasoner, chain of thought, planning capabilit*, planning abilit*, path finding, theorem
      proving, math word problem, mathematical problem, algorithmic task, task planning, llm planning,
      automated planning, reasoning task, in context learn* algorithm, reasoning model, reasoning benchmark,
      multi step reasoning, large language models .. reason, reasoning with, non local reasoning, length
      generalization, arithmetic task, algorithmic problem, math problem, neural algorithmic, test time
      compute, test time scaling, inference time scaling, multi step reason*, reasoning chain, reasoning
      trace, latent reasoning, mathematical reason*, theorem prover, proof generation, logical inference,
      sudoku, chess, puzzles, looped transformer, algorithm execution, reasoning focused, reasoning llm, large
      reasoning model, reasoning language model`,
    likely: `gsm8k, blocksworld, planning, reasoning, logic, puzzle, arithmetic, graph algorithm, planner, big bench,
      commonsense`,
    hint: 'solve, algorithm, step by step, logical, inference rule',
    title: 'reasoning, planning',
    except: `non local reasoning, motion planning, path planning, urban planning, treatment planning, route planning,
      planning and control, trajectory planning, city planning, surgical planning, network planning, visual reasoning,
      capacity planning, spatial reasoning module, planning of`,
    categories: ['cs.AI', 'cs.CL', 'cs.LO'],
  },
]
