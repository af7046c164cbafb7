namespace ImageAnalysis;

/// <summary>Finds what hangs together: labels in one pass, with union-find, neighbours in all 8 directions.</summary>
internal static class Components
{
    internal static List<FoundObject> Find(GrayImage image, int threshold, int smallestArea)
    {
        int width = image.Width;
        // Place 0 is the background; a parent is never greater than its child.
        List<int> parents = [0];
        int[] labels = new int[image.Pixels.Length];
        for (int index = 0; index < labels.Length; index++)
        {
            if (image.Pixels[index] <= threshold)
                continue;
            int x = index % width;
            int label = 0;
            if (x > 0)
                label = Join(label, labels[index - 1]);
            if (index >= width)
            {
                label = Join(label, labels[index - width]);
                if (x > 0)
                    label = Join(label, labels[index - width - 1]);
                if (x < width - 1)
                    label = Join(label, labels[index - width + 1]);
            }
            if (label == 0)
            {
                label = parents.Count;
                parents.Add(label);
            }
            labels[index] = label;
        }
        return Measure(labels, parents, width, smallestArea);

        int Join(int label, int neighbour)
        {
            if (neighbour == 0)
                return label;
            int root = Root(parents, neighbour);
            if (label == 0)
                return root;
            int other = Root(parents, label);
            parents[Math.Max(root, other)] = Math.Min(root, other);
            return Math.Min(root, other);
        }
    }

    private static int Root(List<int> parents, int label)
    {
        while (parents[label] != label)
        {
            parents[label] = parents[parents[label]];
            label = parents[label];
        }
        return label;
    }

    private static List<FoundObject> Measure(int[] labels, List<int> parents, int width, int smallestArea)
    {
        (int Area, long X, long Y)[] sums = new (int, long, long)[parents.Count];
        for (int index = 0; index < labels.Length; index++)
        {
            if (labels[index] == 0)
                continue;
            ref (int Area, long X, long Y) sum = ref sums[Root(parents, labels[index])];
            sum.Area++;
            sum.X += index % width;
            sum.Y += index / width;
        }
        return [.. sums
            .Where(sum => sum.Area >= smallestArea)
            .Select(sum => new FoundObject(sum.Area, (double)sum.X / sum.Area, (double)sum.Y / sum.Area))];
    }
}
