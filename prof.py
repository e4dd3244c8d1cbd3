import sys,os,time,collections
root=sys.argv[1]; sys.path[:0]=[root]; os.chdir(root)
import cv2; cv2.setNumThreads(1)
from pathlib import Path
from verifier.build import build_verifier
from verifier.image.decode import open_photo
import verifier.challenge as ch
T=collections.Counter()
def wrap(obj,name,label=None):
    f=getattr(obj,name)
    def g(*a,**k):
        t=time.process_time()
        try: return f(*a,**k)
        finally: T[label or name]+=time.process_time()-t
    setattr(obj,name,g)
for n in ("skim","mirrored","turned","straightened","again","in_other_scripts","announcing_numbers","struck_numbers","unexplained_codes"): wrap(ch,n)
v=build_verifier(); C=v.challenger
wrap(type(C.finder),"find","find"); wrap(type(C.rare_codes),"__call__","rare"); wrap(type(C.hidden),"round_marks"); wrap(type(C.hidden),"across"); wrap(type(C.hidden),"behind")
wrap(ch.PhotoChallenger,"_parted"); wrap(ch.PhotoChallenger,"_lengthened"); wrap(ch.PhotoChallenger,"_unread_codes")
from bench.real_photos.large import enlarged
files=[Path(f"/work/main/samples/{n}") for n in sorted(os.listdir("/work/main/samples")) if n.endswith(".jpg")][:3]+[Path("/work/shared/data/photos")/f for f in ("th047.jpg","th101.jpg","th116.jpg")]
big=len(sys.argv)>2
see=chal=0
for f in files:
    d=enlarged(f) if big else f.read_bytes(); p=open_photo(d,v.settings); v.see(p) if f is files[0] else 0
    t=time.process_time(); p=open_photo(d,v.settings); s=v.see(p); t1=time.process_time(); 
    if f is files[0]: v.challenge(p,s); T.clear(); t1=time.process_time()
    v.challenge(p,s); t2=time.process_time(); see+=t1-t; chal+=t2-t1
    print(f.name,p.width,p.height,round(t2-t1,3))
print("see",round(see,2),"challenge",round(chal,2)); print({k:round(x,2) for k,x in T.most_common()})
