/** Class and superclass names of CIFAR-100 and CIFAR-10 (Krizhevsky, 2009), in the order of their labels. */
import type { Taxonomy } from '../../../shared/contract/data.ts';

const cifar100Groups: readonly (readonly [superclass: string, classes: readonly string[]])[] = [
  ['aquatic_mammals', ['beaver', 'dolphin', 'otter', 'seal', 'whale']],
  ['fish', ['aquarium_fish', 'flatfish', 'ray', 'shark', 'trout']],
  ['flowers', ['orchid', 'poppy', 'rose', 'sunflower', 'tulip']],
  ['food_containers', ['bottle', 'bowl', 'can', 'cup', 'plate']],
  ['fruit_and_vegetables', ['apple', 'mushroom', 'orange', 'pear', 'sweet_pepper']],
  ['household_electrical_devices', ['clock', 'keyboard', 'lamp', 'telephone', 'television']],
  ['household_furniture', ['bed', 'chair', 'couch', 'table', 'wardrobe']],
  ['insects', ['bee', 'beetle', 'butterfly', 'caterpillar', 'cockroach']],
  ['large_carnivores', ['bear', 'leopard', 'lion', 'tiger', 'wolf']],
  ['large_man-made_outdoor_things', ['bridge', 'castle', 'house', 'road', 'skyscraper']],
  ['large_natural_outdoor_scenes', ['cloud', 'forest', 'mountain', 'plain', 'sea']],
  ['large_omnivores_and_herbivores', ['camel', 'cattle', 'chimpanzee', 'elephant', 'kangaroo']],
  ['medium_mammals', ['fox', 'porcupine', 'possum', 'raccoon', 'skunk']],
  ['non-insect_invertebrates', ['crab', 'lobster', 'snail', 'spider', 'worm']],
  ['people', ['baby', 'boy', 'girl', 'man', 'woman']],
  ['reptiles', ['crocodile', 'dinosaur', 'lizard', 'snake', 'turtle']],
  ['small_mammals', ['hamster', 'mouse', 'rabbit', 'shrew', 'squirrel']],
  ['trees', ['maple_tree', 'oak_tree', 'palm_tree', 'pine_tree', 'willow_tree']],
  ['vehicles_1', ['bicycle', 'bus', 'motorcycle', 'pickup_truck', 'train']],
  ['vehicles_2', ['lawn_mower', 'rocket', 'streetcar', 'tank', 'tractor']],
];

/** CIFAR-100: 100 classes in alphabetical order, 20 superclasses of five. */
export const cifar100Taxonomy: Taxonomy = fromGroups(cifar100Groups, (classes) => classes.toSorted());

const cifar10Classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

/** CIFAR-10: ten classes; the two groups are ours (the set has none). */
export const cifar10Taxonomy: Taxonomy = fromGroups(
  [
    ['animals', ['bird', 'cat', 'deer', 'dog', 'frog', 'horse']],
    ['vehicles', ['airplane', 'automobile', 'ship', 'truck']],
  ],
  () => cifar10Classes,
);

function fromGroups(
  groups: readonly (readonly [string, readonly string[]])[],
  order: (classes: readonly string[]) => readonly string[],
): Taxonomy {
  const classes = order(groups.flatMap(([, members]) => members));
  const superclassOf = classes.map((name) => groups.findIndex(([, members]) => members.includes(name)));
  return { classes, superclasses: groups.map(([name]) => name), superclassOf };
}
