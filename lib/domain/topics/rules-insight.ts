import type { Rule } from './rule.ts'

/** What a paper teaches beyond its own system. */
export const INSIGHT_RULES: readonly Rule[] = [
  {
    slug: 'theory',
    sure: `scaling law, theoretical framework, theoretical analysis, theoretical* show, theoretical* prov*, we
      prove, proof, theorem, expressivity, expressive power, expressiveness, universal approxim*, convergence
      rate, provabl*, sample complexity, lower bound, upper bound, theoretical investigat*, theoretical
      guarantee, theoretical insight, theoretical understanding, computational complexity class, scaling
      behavior, scaling behaviour, mathematical framework, mathematical understanding, equivalence,
      generalization bound, learning dynamics, formally prove, turing complete, complexity class, theoretical
      result, approximation theory, scaling analysis, theoretical perspective, information theor*, prove that,
      convergence guarantee, error bound, mixing time, complexity bound, rigorous bound, circuit complexity,
      theoretical foundation, mathematical theory, statistical mechanics of, impossibility result, closed form
      expression, approximation power, statistical learning theory, finite sample, generalization error, rank
      collapse, turing machine, formal language, regular language, logical expressiv*, scaling trend, mean
      field, neural tangent, category theory`,
    likely: `scaling properties, theory, equivalent, mathematically, permutation invarian*, bounded, asymptotic,
      scaling, optimal transport, energy function, principled, hypothes*, convergence, kernel method,
      computational complexity of, training dynamics, gradient flow, linear regression, in context regression,
      gaussian data, approximation error, sample size, compositional generali*, necessary and sufficient,
      inductive bias of, theoretical, representational power, representational capacity, theoretically`,
    hint: 'understanding, analysis, derive, gradient descent, guarantee, approximat*',
    title: `theory, understanding transformer, theoretical*, expressivity, expressive power, provabl*, proof,
      mathematic*, mechanics, understanding .. learning, logic of, circuit complexity, implicit bias`,
    except: `scaling factor, scaling up the dataset, game theory, retinex theory, theory of mind, graph theory based,
      post scaling, proof of concept, theory based, decision theory, set theory, lower bound on performance,
      favorable scaling, favourable scaling, arnold theorem, temperature scaling, quantization scaling,
      equivalent performance, equivalent to, down scaling, loss scaling, equivalent accuracy, upper bound performance,
      theorem prov*, equivalent number, equivalent results, optimal transport map of, fool proof, future proof,
      density functional theory, bounded from`,
    categories: ['stat.ML', 'cs.CC', 'math.ST', 'stat.TH', 'cs.IT', 'math.IT'],
  },
  {
    slug: 'interpretability',
    sure: `explainab*, explain* .. predictions, explain* .. models, xai, mechanistic, saliency, probing, visuali*
      .. attention, explanation, monosemantic, model understanding, sparse autoencoder, circuit analysis,
      explaining, feature attribution, concept based, how .. models represent, post hoc, layer wise relevance,
      circuit discovery, attention head special*, ablation of heads, visuali* .. weights, functional pathway,
      explainable artificial, attribution method, white box transformer, transformer circuit, attention
      circuit, linear prob*, activation patching, activation steering, interpretability method, internally
      encode, attention rollout, relevance propagation, steering vector, model internal*, input attribution,
      attention attribution, counterfactual explanation, induction head, causal intervention, hidden
      representations of, interpretability of, llm interpretability, interpretability technique, internal
      behavior, internal working, inner working`,
    likely: `internal mechanism, transparen*, understand* .. predictions, attention visual*, probe, ablating, analyz*
      .. representation, interpret, interpreting, explain, attribution, residual stream, internal
      representation, latent representations of, layer wise analys*, sparse feature, interpretable, attention
      sink, massive activation, interpretability, attention map visual*`,
    hint: 'understandable, insight, highlight, black box',
    title: 'interpret*, explain*, probing, white box, explanation, mechanistic, attribution method, attributions',
    maybe: 'circuits, inside, what do, what does, how do, attribution',
    except: `lack of interpretability, limited interpretability, lack interpretability, interpretable by,
      limited level of interpretability, cannot be explained, can be explained by, explained by the,
      help explain, explain the, explain why, black box optimi*, black box attack, attack* black box,
      can be explained, explain this, explained variance, black box access, probing attack,
      assess model interpretability, authorship attribution, mechanistic basis,
      mechanistic explanation for the, mechanistic model of, biological mechanistic, source attribution,
      highly interpretable intermediate, executable intermediate, interpret user, interpret abstract,
      interpret natural, interpreting imaging`,
  },
  {
    slug: 'fairness-safety',
    sure: `fairness, gender bias, debias*, social bias, societal bias, harmful, toxicity, hate speech, content
      moderation, safety alignment, ethic*, responsible ai, discrimination against, stereotyp*, privacy
      preserv*, ai safety, bias mitigation, racial bias, demographic bias, differential privacy, jailbreak*,
      misuse, red team*, unfair, algorithmic bias, moral, copyright, guardrail, harm, harms, bias evaluation,
      human values, misogyn*, racism, harmless*, helpful and harmless, sycophan*, fairness aware, privacy
      risk, user privacy, privacy leak*, model safety, llm safety, safety guard*, machine unlearning, model
      unlearning`,
    likely: `bias, biases, offensive, moderation, safety, discriminat* .. group, privacy protection, truthful*,
      hallucination, protected attribute, trustworth*, privacy, unlearning`,
    hint: 'alignment, risk, society, demographic, gender, sensitive',
    except: `inductive bias, inductive biases, traffic safety, bias variance, bias term, exposure bias, selection bias,
      structural bias, locality bias, without harm*, relative position bias, position bias, positional bias,
      spatial bias, weights and biases, weight and bias, road safety, bias correction, safety critical, food safety,
      spectral bias, simplicity bias, sequence alignment, word alignment, image text alignment, cross modal alignment,
      trustworthy and reliable medicine, representation alignment, attention bias, texture bias, not harm*,
      does not harm, shape bias`,
    categories: ['cs.CY'],
  },
  {
    slug: 'survey',
    sure: `this survey, we survey, comprehensive survey, survey paper, literature review, systematic review,
      comprehensive review, this review, we review, comparative study, comparative analysis,
      comparative evaluation, compar* .. approaches in, paper reviews, paper surveys, survey of, review of,
      overview of, state of the art review, this overview, tutorial, taxonomy of, comprehensive overview,
      critical review, systematic* review, empirical comparison, comparative assessment,
      comprehensive comparison, systematic comparison, extensive comparison, paper provides an overview,
      extensive evaluation of, benchmarking study, thorough evaluation, article reviews, article surveys,
      comprehensive empirical, this primer, systematic literature, scoping review, this tutorial,
      survey synthesizes, review synthesizes, comprehensive evaluation`,
    likely: `future direction, open challenge, roadmap, research direction, literature, survey, overview, we compare,
      comparing, comparison, we evaluate, compare, systematically evaluate, systematic evaluation,
      quantitatively evaluate, systematically compare, side by side, extensive comparison`,
    hint: 'challenge, trend, recent advances, taxonomy, summarize, summarise',
    title: `survey, review, overview, comparative, comparison, evaluating ..
      models|networks|methods|approaches|architectures, advances in, tutorial, challenges and, literature,
      primer, introduction to, an evaluation of, empirical study, roadmap`,
    maybe: 'evaluating, benchmarking, assessing, assessment of, perspectives on',
    except: `peer review, code review, product review, movie review, review comment, user review, online review,
      customer review, survey data, survey response, user survey, household survey, sky survey, review
      generation, survey question, review rating, survey participant, app review, paper review process,
      contract review, amazon review, yelp review, survey respondent, review of the code, a survey among,
      survey with, hotel review, multi survey, survey classification, survey telescope`,
  },
  {
    slug: 'dataset-benchmark',
    sure: `new dataset, new benchmark, new corpus, novel dataset, novel corpus, novel benchmark, large scale
      dataset, benchmark dataset for, introduce .. dataset, introduce .. corpus, introduce .. benchmark,
      introduce .. data set, present .. dataset, present .. corpus, present .. benchmark, propose ..
      benchmark, propose .. dataset, develop .. benchmark, develop .. corpus, create .. dataset, creat* ..
      corpus, construct .. dataset, constructed .. dataset, build .. dataset, collected .. dataset, release ..
      dataset, releas* .. corpus, establish .. dataset, construct .. benchmark, dataset is publicly available,
      dataset is available, data set is publicly, corpus consists, dataset comprising, first dataset, first
      benchmark, our dataset, our benchmark, annotated dataset, annotated corpus, publicly available corpus,
      dataset paper, corpus comprising, novel data set, new data set, our data set, our corpus, leaderboard,
      benchmark suite, annotat* .. corpus, dataset called, dataset named, dataset and code, releases ..
      dataset, dataset is released, new test set, newly collected, evaluation suite, new evaluation,
      construct* .. corpus, novel .. dataset, novel .. corpus, novel .. benchmark, new .. dataset, new ..
      corpus, new .. benchmark, hand labeled, large scale benchmark, curate .. dataset, curat* .. corpus,
      assemble .. dataset, compile .. dataset, collect .. dataset`,
    likely: `annotated, annotation, annotator, manually annotated, crowdsourc*, data collection, curated, corpus, we
      collected, publicly available dataset, challenge, shared task, dataset of`,
    hint: 'dataset, baseline, benchmark, publicly available, sample, data set, release',
    title: 'dataset, data set, benchmark, corpus, corpora, challenge dataset, shared task, benchmarking, testbed',
    except: `on .. benchmark dataset, standard benchmark, benchmark datasets, several benchmark, on benchmark, on
      three benchmark, multiple benchmark, public dataset, on the .. dataset, training dataset, extensive
      experiments on .. dataset, existing dataset, evaluated on .. dataset, experiments on .. dataset,
      imagenet dataset, on a .. dataset, baseline model, challenge of, challenge to, challenge for, challenges
      in, challenge, small dataset, large dataset, ood dataset, medical dataset, popular benchmark, baseline
      method, across .. benchmark, two .. dataset, three .. dataset, curated dataset of the most, using ..
      dataset, trained on .. dataset, parallel corpus, training corpus, large corpus, corpus for training,
      datasets and, trained on .. corpus, pretrained on .. corpus, pre trained on .. corpus`,
  },
  {
    slug: 'multimodal',
    sure: `multimodal, multi modal, cross modal, crossmodal, image and text, text and image, audio visual,
      audiovisual, audio image, rgb and depth, text image, multi modality, visual and textual, textual and
      visual, text and audio, two modalities, visual and language, vision and language, multi sensor fusion,
      image|images and .. text, combin* text .. graph, text video, video text, multiple modalities, mllm`,
    likely: `image text, audio driven, modality, both modalities, text to video, rgb t, visual and linguistic, rgb d,
      modalities`,
    hint: `fusion, joint, align, shared latent, cross attention, depth, vision language, image caption*,
      visual question`,
    title: 'multimodal, multi modal, cross modal, audio visual, modality',
    except: `multimodal distribution, multi modal distribution, multimodal posterior, imaging modality, in terms of
      modality, size modality, modality of, multimodal optimization, ranging in size .. modality, across
      modalities, various modalities, different modalities, cross modal alignment module, imaging modalities,
      spectral modalities, multimodal password`,
    categories: ['cs.MM'],
  },
]
