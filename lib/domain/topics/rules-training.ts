import type { Rule } from './rule.ts'

/** How a paper's model learns, and what it costs to train and to run. */
export const TRAINING_RULES: readonly Rule[] = [
  {
    slug: 'self-supervised',
    sure: `self supervised, self supervision, masked image model*, masked autoencod*, contrastive learn*,
      contrastive pre train*, contrastive pretrain*, masked language model*, pre training framework,
      pretraining objective, masked model*, masked pretrain*, pre training method, unsupervised pre train*,
      unsupervised pretrain*, contrastive objective, self training, joint embedding predictive, contrastive
      language image, unsupervised representation learn*, generative pre training, contrastive loss, pre
      training task, pre training objective, jepa, self supervised pre, representation pretrain*, contrastive
      transformer, pre training framework for, domain specific pretrain*, continued pretrain*, continual
      pretrain*, unlabeled data`,
    likely: `pretraining, pre training, contrastive, masked, pretext, unsupervised, simclr, moco, mae, dino, vicreg,
      unlabeled, unlabelled, pretrain, pre train, self distillation`,
    hint: 'representation learn*, reconstruct*, pre trained, large scale',
    title: 'pretraining, pre training, masked modeling, pretrain, pre trained model, pre train, contrastive',
    except: `pre trained language model, pre trained transformer model, generative pre trained transformer, pre
      trained model for, unsupervised domain, pre trained word, unsupervised clustering, pre trained language,
      masked attention, masked self attention, masked multi head, masked cross attention`,
  },
  {
    slug: 'fine-tuning',
    sure: `parameter efficient, peft, few shot, transfer learning, adapter, adapters, lora, low rank adapt*, prompt
      tuning, prompt learning, prefix tuning, instruction tuning, domain adaptation, limited data, limited
      labeled, fine tuning method, fine tuning strateg*, knowledge transfer, efficient fine tuning, efficient
      finetuning, test time adaptation, model adaptation, visual prompt, low data, data scarc*, zero shot
      transfer, continual learning, meta learning, instruction fine tuning, supervised fine tuning, small
      amount of data, limited training data, few examples, visual prompting, soft prompt, in context learn*,
      incremental learning, catastrophic forgetting, few shot learn*, low shot, prompt based fine tuning`,
    likely: `fine tun*, finetun*, fine tuned, adaptation, small dataset, data scarcity, scarce data, transfer,
      adapting, zero shot`,
    hint: 'pre trained, downstream, limited, frozen, prompt, prompting',
    title: 'fine tuning, fine tuned, finetuning, fine tune, adapting, adaptation, limited .. data',
    except: `style transfer, knowledge transfer gap, zero shot performance, heat transfer, transfer gap,
      adaptation gap, transfer function, transfer entropy, domain adaptation language, trajectory adaptation,
      adapting robot, trajectory adapt*`,
  },
  {
    slug: 'compression',
    sure: `quantization, quantisation, quantized, pruning, pruned, prune, knowledge distillation, distillation,
      model compression, low rank approximation, low rank factor*, low rank training, low rank matri*,
      lightweight network, light weight network, lightweight model, mixed precision, model size reduction,
      binarization, weight sharing, sparsification, low bit, int8, bit width, structured matri*, tensor
      decomposition, compress* .. model, lightweight transformer, neural network compression, llm compression,
      token pruning, low rank, token reduction, token merging, network compression, activation compression`,
    likely: `compression, compact, fewer parameters, small footprint, model size, parameter reduction, edge device,
      reduc* .. parameters, tiny, distill*`,
    hint: `compress, compressed, sparsity, memory footprint, resource constrained, mobile, redundan*, lightweight,
      light weight`,
    title: 'lightweight, light weight, compression, tiny',
    maybe: 'compact',
    except: `distillation free, low rank adapt*, data compression, image compression, video compression,
      score distillation, compressed sensing, lossless compression, compression of the data,
      lossy compression, text compression, prompt compression, gzip compression, plug and play lightweight,
      compact representation, prune the search, pruned search, pruning of the search, pruning the search,
      prune .. search space, pruning .. search space, pruned .. search space, compression margin,
      pruning rules, alpha beta pruning, context compression, search space .. pruned, action space pruning,
      density aware pruning, vector quantiz*, vector quantis*, vq quantiz*, tiny imagenet, scalar quantization`,
  },
  {
    slug: 'efficient-inference',
    sure: `efficient transformer, efficient inference, efficient training, inference speed, inference time,
      training efficiency, inference efficiency, faster inference, memory efficien*, computational efficien*,
      hardware accelerat*, gpu memory, throughput, latency, speedup, speed up, memory consumption, model
      growth, linear complexity, accelerat* .. training, accelerat* .. inference, kv cache, speculative
      decoding, on device, energy efficien*, computationally efficient, power consumption, faster than real
      time, real time inference, edge device, gpu cluster, compute efficient, linear attention, efficient
      architecture, efficient transformer based, fpga, asic, hardware efficient, training cost, model serving,
      distributed training, parallelism, save compute, high efficiency, faster training, inference cost,
      training time, efficient attention, training throughput, sub quadratic, subquadratic, efficient design,
      token reduction, token pruning, token merging, token compression, conditional computation, skip* ..
      layers, early exit*, layer skipping, adaptive computation, dynamic depth, mixture of depths, adaptive
      depth, kv compression, inference accelerat*, accelerat* .. transformer, batch inference, cache eviction,
      sparse computation, compute cost, training speed, fewer training, low latency, xeon, gpu kernel, cpu
      inference, optimization for .. processor, dynamic layer, layer routing, wasted computation, inference
      speedup, consumer grade gpu, processor based platform, feature cach*, cache reuse, kv caching,
      activation cach*, token cach*`,
    likely: `flops, flashattention, flash attention, quadratic complexity, computational cost, memory footprint,
      fewer flops, compute, faster, computational overhead, memory usage, parameter count, fewer parameters,
      real time, resource constrained, gpu, increase the size, computational complexity, hardware, accelerate,
      computational resource, cost effective, small footprint, fast, sparse attention, cuda kernel, compute
      budget`,
    hint: 'parameter, cheap, speed, memory, scalab*, efficien*, scheduling',
    title: `real time, lightweight, light weight, low memory, mobile friendly, mobile device, mobile phone,
      accelerating .. transformer|training|inference|model|network|diffusion|attention|learning|generation,
      accelerate, accelerated, accelerator`,
    maybe: 'efficient, efficiency, efficiently, fast, faster, acceleration',
    except: `parameter efficient, data efficient, sample efficient, data efficiency, sample efficiency, label
      efficient, communication efficient, parameter efficiency, training and inference time of, efficient
      identif*, data parallelism of, fuel efficien*, energy efficiency of build*, efficient market, working
      memory, long short term memory, associative memory, memory network, memory module, prototypical memory,
      short term memory, inference time technique, inference time scaling, inference time steering, inference
      time algorithm, inference time method, inference time alignment, inference time intervention, inference
      time policy, at inference time, during inference time, inference time adapt*, accelerated mcmc,
      accelerated gradient, accelerated optimi*, accelerated algorithm, nesterov accelerat*, fast weight,
      efficient transformer processing, efficient exploration, power consumption data, power consumption
      series, observed power consumption, energy consumption monitor*, power consumption of household, near
      real time, driving speed, speed classif*, vehicle speed, traffic speed, particle accelerator,
      accelerator beam, network throughput, max min throughput, channel throughput, data throughput, spectral
      efficiency, accelerator virtual, linear accelerator, accelerator policy, wind speed, speed estimation`,
    categories: ['cs.DC', 'cs.AR', 'cs.PF'],
  },
]
