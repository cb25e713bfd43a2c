import type { Rule } from './rule.ts'

/** Tasks on images, video and shapes. */
export const VISION_RULES: readonly Rule[] = [
  {
    slug: 'image-classification',
    sure: `image|images|visual|scene|object classif*, image|visual recognition, classif* .. images, fine grained
      recognition, imagenet classif*, recogni* of images, image recognition, classification of .. images,
      scene classif*, face recognition, wsi classif*, slide classif*, lesion classif*, disease classif*, x ray
      .. classif*, tumor classif*, images classif*, image level label, image based classif*, facial expression
      recogni*, age estimation, facial attribute, beauty prediction, remote sensing classif*, land cover
      classif*`,
    likely: `imagenet, imagenet 1k, vision backbone, visual backbone, cifar, cifar10, cifar100, cifar 10, cifar 100,
      mnist, top 1 accuracy, recognition backbone, general purpose backbone, object recognition, classif* ..
      imagenet, multi label classif*, fine grained classif*`,
    hint: 'backbone, resnet, deit, convnext, computer vision, vision task',
    title: 'architecture for vision, mnist, cifar, imagenet',
    except: `vision based, vision language, computer vision, pretrained on imagenet, pre trained on imagenet,
      imagenet pretrained`,
    given: {
      topics: ['vision-transformer', 'convolution'],
      title: 'vision, visual recognition, convolutional network',
      alone: true,
    },
    categories: ['cs.CV'],
  },
  {
    slug: 'object-detection',
    sure: `object|target|pedestrian|vehicle|face|ship|lane|text|tumor|lesion|nuclei|3d detection, object detector,
      detect* .. objects, point object detection, detr, yolo based, salient object detection, detection
      transformer, detecting .. objects, object localization, open vocabulary detection, grounding dino,
      yolov8, yolov5, rt detr, weed detection, human object interaction detection, interaction detection,
      camouflaged object, edge detection`,
    likely: `bounding box, coco, detection transformer, yolo, faster r cnn, detection head, detector, nuclei
      detection, box ap, small object`,
    hint: 'detection, localiz*, anchor, detecting',
    title: 'small object',
    except: 'scene text detection, detector of',
    categories: ['cs.CV'],
  },
  {
    slug: 'image-segmentation',
    sure: `image|images|semantic|instance|panoptic|medical|organ|lesion|tumor|nuclei|cell|cells|object|scene|video|lung|brain|vessel|polyp|part
      segmentation|segmenting|segmenter, segmentation of .. images, segment* anything, maskformer,
      segmentation network, segmentation model, semantic segment*, sam based, mask prediction, image matting,
      matting, referring segmentation, crack segmentation, camouflaged object`,
    likely: `segmentation, segmenter, segmenting, ade20k, cityscapes, mask2former, miou, dice score, pixel wise,
      per pixel, segmentation mask, unet, u net`,
    hint: 'mask, dense prediction, pixel',
    title: 'segmentation, segmenting, segmenter',
    except: `line|word|text|sentence|market|customer|audio|speech|user segmentation, word segmenter,
      autoregressive u net, diffusion u net, u net diffusion, denoising u net, u net denois*`,
    categories: ['cs.CV', 'eess.IV'],
  },
  {
    slug: 'image-restoration',
    sure: `super resolution, superresolution, image|video restoration, deblur*, denois* of images, image denois*,
      low light enhancement, low light image, image enhancement, derain*, dehaz*, deraining, image inpainting,
      low level vision, image deconvolution, demosaic*, artifact removal, image reconstruction, shadow
      removal, rain removal, haze removal, noise removal, fog removal, snow removal, image recovery, adverse
      weather restoration, ct reconstruction, mri reconstruction, sparse view ct, low dose ct, tomographic
      reconstruction, iterative reconstruction, mr image reconstruction, mri super, image quality enhancement,
      underwater image, pansharpen*, reflection removal, hdr, compressed sensing, image compress*, snapshot
      compressive, image signal process*, denoising of image, moire, infrared and visible, visible image
      fusion, infrared visible, multi exposure`,
    likely: 'psnr, ssim, degradation, low resolution, high frequency detail, blurry, motion blur, restoration',
    hint: 'noise, sharp, enhance, enhancement',
    except: 'speech enhancement, audio super resolution',
    categories: ['eess.IV', 'cs.CV'],
    title: `joint denoising, denoising of, denoising network`,
  },
  {
    slug: 'image-generation',
    sure: `image|images generat*, generate|generating|generation|generated .. images, image synthes*, synthes* ..
      images, image|imaging editing, image edit*, style transfer, text to image, image to image translation,
      normalizing flow, normalising flow, face generation, image translation, generative model* of images,
      photo realistic image, stylegan, virtual try on, try on, relight*, visual generation, image generative,
      autoregressive image, image inpaint*, generative image, image animation, face anonymi*, image
      customization, image harmonization, colori?ation, image colori*, text guided editing, visual editing,
      image stylization, inpainting, layout generation, font generation, image outpainting, texture synthesis,
      makeup transfer, text to 3d, image tokenizer, sketch to image, avatar generation, handwritten text
      generation, handwriting generation, handwriting synthesis`,
    likely: `stylization, generated image, synthetic image, fid, inception score, latent diffusion, stable diffusion,
      generative modeling, unconditional generation, class conditional generation, imagenet 256, subject
      driven, personalized generation, visual autoregressive`,
    hint: `generation, synthesis, generative model, denoising diffusion, realistic, image diffusion, diffusion
      transformer, editing`,
    title: 'image synthesis, denoising generative',
    except: `text to image retrieval, image generated caption, report generation from images, image generated text,
      image generated, text style transfer, voice style transfer, speech style transfer, generated image
      detection, ai generated image`,
    categories: ['cs.CV', 'cs.GR', 'eess.IV'],
  },
  {
    slug: 'video',
    sure: `video understanding, video recognition, action recognition, action detection, video generation, video
      classif*, video anomaly, video segmentation, video object, talking head, talking face, portrait
      animation, video captioning, video retrieval, video question, video restoration, video prediction,
      activity recognition, video super resolution, video summar*, surveillance video, animat* portrait, video
      based, video transformer, frame interpolation, video model, video language, video editing, action
      quality, video diffusion, text to video, long video, video predict*, video try on, video virtual, video
      generative, video synthesis, video manipulation, video large, video understand*, surveillance camera,
      egocentric video, human video, deepfake video, egocentric, video deepfake, sign language, video
      temporal, temporal action, moment retrieval, video grounding, video representation, gait recognition,
      lip sync*, action segmentation, action anticipation, action localization, video stream, gesture
      recognition, human animation, image animation, character animation, motion transfer, video quality`,
    likely: `video, videos, video clip, video frame, future frame, spatio temporal feature, kinetics, ucf101,
      temporal grounding, optical flow`,
    hint: 'frame, temporal, clip, animation, animating',
    title: 'video, videos, portrait animation',
    except: 'video game, video games, video card, video memory',
    categories: ['cs.CV', 'cs.MM', 'eess.IV'],
  },
  {
    slug: '3d-vision',
    sure: `3d reconstruction, point cloud, gaussian splatting, neural radiance, nerf, 3d human pose, 3d pose, 3d
      object, occupancy prediction, semantic occupancy, 3d tracking, 3d shape, 3d scene, novel view synthesis,
      mesh reconstruction, 3d detection, depth estimation, multi view stereo, solid model, boundary
      representation, b rep, triplane, 3d single object, 3d point, 3d mesh, 3d generation, 3d face, cad model,
      dynamic scene, 3d gaussian, 4d gaussian, scene reconstruction, 3d vision, 3d perception, stereo
      disparity, disparity estimation, camera relocalization, camera localization, visual localization,
      relocalization, visual odometry, rgb d slam, 3d human motion, 3d dance, 3d animatable, 3d avatar, 3d
      human, human reconstruction, avatar reconstruction, surface reconstruction, 3d gaussian splat, multi
      view geometry, structure from motion, feed forward reconstruction, scene coordinate, camera pose,
      pointmap, 3d asset, 3d lane, bird s eye view, 3d semantic, stereo matching, optical flow .. 3d, 3d
      understanding, slam, view synthesis, visual place, neural rendering, triangle mesh, ray tracing, human
      mesh, hand mesh`,
    likely: `voxel, lidar, 3d, 3d space, single view, monocular, mesh, camera pose, slam, 6d pose, rgb d, image
      matching, feature matching, odometry`,
    hint: 'depth, geometry, geometric, view, camera',
    title: '3d, 4d, lidar',
    except: `3d medical, 3d abdominal, 3d medical image, 2d and 3d medical, 3d mri, 3d ct, 3d convolution*, 3d cnn,
      3d unet, 3d u net, 3d volum*, 3d global spatial, 3d context, 3d and 2d counterpart, 2d and 3d
      counterpart, 2.5d, 3d attention, 3d position, 3d rope, mesh transformer, mesh network, meshed, mesh
      decoder, mesh memory, wireless mesh, 3d molecul*, 3d conform*, 3d structure of, 3d protein`,
    categories: ['cs.CV', 'cs.GR'],
  },
  {
    slug: 'pose-estimation',
    sure: `pose estimation, human pose, body pose, hand pose, keypoint detection, keypoint estimation, landmark
      detection, 6d pose, head pose, pose tracking, skeleton based, motion capture, human motion prediction,
      human mesh, body mesh, hand mesh, gesture generation, human motion generation, gait`,
    likely: 'keypoint, pose, human3 6m, skeleton, joint motion, body joint',
    hint: 'joint, human body, kinematic',
    except: 'pose free',
    categories: ['cs.CV', 'cs.RO'],
  },
  {
    slug: 'object-tracking',
    sure: `object|objects|visual|target|multi|pedestrian|vehicle|point|points|cloud|cell|person tracking, visual
      tracker, mot challenge, tracking .. objects, tracking .. point clouds, single object tracking, tracking
      of objects`,
    likely: 'tracking by detection, tracker, search region, siamese tracker, re identification',
    hint: 'tracking, track, trajectory, template',
    except: 'entity tracking, state tracking, dialogue state tracking, eye tracking',
    categories: ['cs.CV', 'cs.RO'],
  },
  {
    slug: 'document-ai',
    sure: `document layout, document ai, handwriting, handwritten, optical character, ocr, scene text recognition,
      text recognition, license|licence plate, visually rich document, document understanding, document image,
      scanned document, document analysis, document information extraction, form understanding, receipt
      understanding, page segmentation, text spotting, invoice, table recognition, document parsing,
      mathematical expression recognition, table detection, table structure, chart understanding, chart
      question, manuscript`,
    likely: 'layout analysis, historical document, icdar, layout, layoutlm, character recognition',
    hint: 'scanned, page, transcription, character, document',
    categories: ['cs.CV', 'cs.CL'],
  },
  {
    slug: 'vision-language',
    sure: `vision language, image caption*, visual question, image text, image|images and text, visual language,
      text image retrieval, contrastive language image, visual grounding, referring expression, image
      paragraph, visual instruct*, multimodal large language, multimodal llm, mllm, vlm, lvlm, cross modal
      retrieval, vision and language, visual reasoning, describ* .. images, image description, visual question
      answering, multimodal language model, text to image retrieval, image text retrieval, open vocabulary,
      visual dialog, gui agent, visual instruction, image captioner, change captioning, gpt 4v`,
    likely: 'captioning, caption, blip, llava, visual entailment, vqa, clip',
    hint: 'visual, textual, text, description',
    except: `video clip, audio clip, clip length, gradient clip, short clip, clip of, sound clip, speech clip,
      music clip, temporal clip, motion clip, frame clip, clip level`,
    categories: ['cs.CV', 'cs.CL'],
  },
]
