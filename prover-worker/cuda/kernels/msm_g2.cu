// Sums in G2.

#include <ff/alt_bn128.hpp>
#include <ff/alt_bn128-fp2.hpp>

typedef fp2_t coordinate_t;
#define KERNEL_OF_GROUP(name) name##_in_g2

#include "msm.cuh"

#ifndef __CUDA_ARCH__
extern "C" int proofnet_msm_g2(const fr_t* scalars, const void* points, int size, const interface::MsmConfig* config,
                               Homogeneous* sum)
{
    return msm(scalars, points, size, config, sum);
}
#endif
