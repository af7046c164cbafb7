namespace Faults.Tests.Work;

/// <summary>Goes wrong when it is decoded in a worker.</summary>
public sealed class DecodeTrap
{
    private Way _way;

    public Way Way
    {
        get => _way;
        set
        {
            _way = value;
            if (PoolWorker.Current.IsWorker)
                Misdeed.Do(value);
        }
    }
}

/// <summary>Goes wrong when it is encoded in a worker.</summary>
public sealed class EncodeTrap
{
    private Way _way;

    public Way Way
    {
        get
        {
            if (PoolWorker.Current.IsWorker)
                Misdeed.Do(_way);
            return _way;
        }
        set => _way = value;
    }
}

/// <summary>A piece of a large value that goes wrong when it is decoded, or encoded, in a worker.</summary>
public sealed class Piece
{
    private byte[] _bytes = [];

    public bool Kills { get; set; }

    public byte[] Bytes
    {
        get
        {
            Spring();
            return _bytes;
        }
        set
        {
            _bytes = value;
            Spring();
        }
    }

    private void Spring()
    {
        if (Kills && PoolWorker.Current.IsWorker && PieceWork.Armed)
            Misdeed.Do(Way.Kill);
    }
}
